package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"news/internal/portal"
	"news/internal/text"
)

// topicsOf returns the topics of an event: the stories that it belongs to, the innermost
// first, then the articles that it links to, in order, each once. Articles that only say
// a nationality, or that a common noun links to, are left out if others are left.
func topicsOf(e *portal.Event) []string {
	var t topicList
	for i := len(e.Stories) - 1; i >= 0; i-- {
		t.addStory(&e.Stories[i])
	}
	for _, link := range e.Links {
		t.addLink(link, e.Text)
	}
	if len(t.good) > 0 {
		return t.good
	}
	return t.poor
}

// topicList is the topics of an event while they are found.
type topicList struct {
	good, poor []string
	seen       map[string]bool
}

// addStory adds the topic of a story: its name, or where the story is an event itself,
// the articles that it links to.
func (t *topicList) addStory(s *portal.Story) {
	if !s.Event {
		t.addNamed(s)
		return
	}
	for _, link := range s.Links {
		t.addLink(link, s.Name)
	}
}

// addNamed adds a story by its name. Where the name is one link, the topic of its
// article is the same topic; its name counts where it is that of the story with what
// tells it from others, as in Hurricane Ann (2026).
func (t *topicList) addNamed(s *portal.Story) {
	if len(s.Links) != 1 || s.Links[0].End-s.Links[0].Start != len(s.Name) {
		t.add(&t.good, s.Name)
		return
	}
	ofArticle := topicName(s.Links[0].Article)
	if strings.HasPrefix(ofArticle, s.Name+" (") {
		t.add(&t.good, ofArticle)
		return
	}
	t.add(&t.good, s.Name)
	t.isNew(ofArticle)
}

// addLink adds the article of a link of a text.
func (t *topicList) addLink(link portal.Link, of string) {
	words := of[link.Start:link.End]
	if onlyNationality(link.Article, words) || isCommonNoun(link.Article, words, opensSentence(of[:link.Start])) {
		t.add(&t.poor, topicName(link.Article))
		return
	}
	t.add(&t.good, topicAs(topicName(link.Article), words))
}

func (t *topicList) add(to *[]string, name string) {
	if t.isNew(name) {
		*to = append(*to, strings.Clone(name))
	}
}

// isNew reports whether a topic was not seen before. From then on it was.
func (t *topicList) isNew(name string) bool {
	key := text.Fold(name)
	if name == "" || t.seen[key] {
		return false
	}
	if t.seen == nil {
		t.seen = make(map[string]bool)
	}
	t.seen[key] = true
	return true
}

// topicName returns the name of an article as a topic: without what tells it from other
// articles, which stands in brackets at its end.
func topicName(article string) string {
	name := text.Plain(article)
	if start := strings.LastIndex(name, " ("); start > 0 && strings.HasSuffix(name, ")") && !strings.ContainsAny(name[start:], "0123456789") {
		name = name[:start]
	}
	return name
}

// topicAs returns a topic as the words of its link write it, if it is a name that
// begins with a small letter before a capital, as iPhone does. A title has a capital
// letter there.
func topicAs(name, words string) string {
	first, size := utf8.DecodeRuneInString(words)
	second, _ := utf8.DecodeRuneInString(words[size:])
	if unicode.IsLower(first) && unicode.IsUpper(second) && strings.EqualFold(words, name) {
		return words
	}
	return name
}

// onlyNationality reports whether a link only says where somebody or something is from:
// Iraqi, which links to Iraq; Americans; the French.
func onlyNationality(article, words string) bool {
	if isPeople(article) {
		return true
	}
	return isCountry(article) && !strings.EqualFold(article, words) && isAdjective(words)
}

// isPeople reports whether an article is about a people: Germans, French people.
func isPeople(article string) bool {
	if of, ok := strings.CutSuffix(article, " people"); ok {
		return !strings.Contains(of, " ")
	}
	return strings.Contains(peoples, " "+article+" ")
}

// isAdjective reports whether a word has the form of an adjective of a country.
func isAdjective(words string) bool {
	if strings.Contains(adjectives, " "+words+" ") {
		return true
	}
	word := strings.TrimSuffix(words, "s")
	for _, ending := range []string{"an", "ese", "ish", "i", "ian", "ean"} {
		if strings.HasSuffix(word, ending) {
			return true
		}
	}
	return false
}

// opensSentence reports whether what follows a text opens a sentence.
func opensSentence(before string) bool {
	before = strings.TrimRight(before, ` "'“‘(`)
	return before == "" || strings.IndexByte(".!?", before[len(before)-1]) >= 0
}

// isCommonNoun reports whether a link is a common noun: the title of the article has no
// capital letter but its first, and its words have none, or are its plural and have the
// capital of the sentence that they open. So is a sign of money.
func isCommonNoun(article, words string, opens bool) bool {
	if last, _ := utf8.DecodeLastRuneInString(words); unicode.Is(unicode.Sc, last) {
		return true
	}
	first, size := utf8.DecodeRuneInString(article)
	if !unicode.IsUpper(first) || strings.IndexFunc(article[size:], unicode.IsUpper) >= 0 || strings.ContainsAny(article, "0123456789") {
		return false
	}
	switch strings.LastIndexFunc(words, unicode.IsUpper) {
	case -1:
		return true
	case 0:
		return opens && isPlural(words, article)
	}
	return false
}

// isPlural reports whether a word is the plural of another.
func isPlural(word, of string) bool {
	ending, found := strings.CutPrefix(word, of)
	if found {
		return ending == "s" || ending == "es"
	}
	stem, found := strings.CutSuffix(of, "y")
	return found && word == stem+"ies"
}

func isCountry(article string) bool { return strings.Contains(countries, "\n"+article+"\n") }

// adjectives are adjectives of countries without a usual ending, and short names that
// stand for adjectives.
const adjectives = " American Americans U.S. US British French Dutch Greek Greeks Swiss Thai Czech Czechs UK U.K. Filipino Filipinos Afghan Afghans Turk Turks Serb Serbs Croat Croats Slovak Slovaks Icelandic Welsh Irish Argentine Argentines Cypriot Cypriots Malagasy Burmese Pole Poles Dane Danes Swede Swedes Finn Finns Spaniard Spaniards Scot Scots Arab Arabs "

// peoples are articles about a people whose titles do not say so.
const peoples = " Germans Russians Americans Syrians Iraqis Israelis Palestinians Egyptians Ukrainians Italians Spaniards Poles Turks Greeks Serbs Croats Bosniaks Albanians Afghans Iranians Pakistanis Indians Mexicans Canadians Australians Brazilians Cubans Libyans Tunisians Lebanese Jordanians Saudis Yemenis Kenyans Nigerians Somalis Sudanese Ethiopians Britons Chechens "

// countries are the articles about countries.
const countries = `
Afghanistan
Albania
Algeria
Andorra
Angola
Argentina
Armenia
Australia
Austria
Azerbaijan
Bahrain
Bangladesh
Barbados
Belarus
Belgium
Belize
Benin
Bhutan
Bolivia
Bosnia and Herzegovina
Botswana
Brazil
Brunei
Bulgaria
Burkina Faso
Burma
Burundi
Cambodia
Cameroon
Canada
Cape Verde
Central African Republic
Chad
Chile
China
Colombia
Comoros
Costa Rica
Croatia
Cuba
Cyprus
Czech Republic
Democratic Republic of the Congo
Denmark
Djibouti
Dominica
Dominican Republic
East Timor
Ecuador
Egypt
El Salvador
England
Equatorial Guinea
Eritrea
Estonia
Eswatini
Ethiopia
European Union
Fiji
Finland
France
Gabon
Georgia (country)
Germany
Ghana
Greece
Grenada
Guatemala
Guinea
Guinea-Bissau
Guyana
Haiti
Honduras
Hungary
Iceland
India
Indonesia
Iran
Iraq
Ireland
Israel
Italy
Ivory Coast
Jamaica
Japan
Jordan
Kazakhstan
Kenya
Kosovo
Kuwait
Kyrgyzstan
Laos
Latvia
Lebanon
Lesotho
Liberia
Libya
Lithuania
Luxembourg
Madagascar
Malawi
Malaysia
Maldives
Mali
Malta
Mauritania
Mauritius
Mexico
Moldova
Monaco
Mongolia
Montenegro
Morocco
Mozambique
Myanmar
Namibia
Nepal
Netherlands
New Zealand
Nicaragua
Niger
Nigeria
North Korea
North Macedonia
Norway
Oman
Pakistan
Palestine
Panama
Papua New Guinea
Paraguay
People's Republic of China
Peru
Philippines
Poland
Portugal
Qatar
Republic of Ireland
Republic of the Congo
Romania
Russia
Rwanda
Samoa
Saudi Arabia
Scotland
Senegal
Serbia
Seychelles
Sierra Leone
Singapore
Slovakia
Slovenia
Somalia
South Africa
South Korea
South Sudan
Soviet Union
Spain
Sri Lanka
State of Palestine
Sudan
Suriname
Swaziland
Sweden
Switzerland
Syria
Taiwan
Tajikistan
Tanzania
Thailand
Togo
Tonga
Trinidad and Tobago
Tunisia
Turkey
Turkmenistan
Uganda
Ukraine
United Arab Emirates
United Kingdom
United States
Uruguay
Uzbekistan
Vanuatu
Venezuela
Vietnam
Wales
Yemen
Zambia
Zimbabwe
`
