package search

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// TestSpellingsOfOneWordFindTheSameEvents asks in every spelling. Each row has
// spellings of one thing; there is one event for each, and each spelling finds all.
func TestSpellingsOfOneWordFindTheSameEvents(t *testing.T) {
	for _, row := range [][]string{
		// letters and digits
		{"COVID19", "covid-19", "Covid 19", "COVID"}, {"F16", "F-16", "F 16"}, {"G20", "G-20", "Group of Twenty"}, {"G8", "G-8", "Group of Eight"},
		{"A380", "A-380", "A 380"}, {"H5N1", "h5n1"}, {"MH17", "MH-17", "MH 17"}, {"Boeing737", "Boeing-737", "Boeing 737"}, {"AK47", "AK-47"},
		{"7/7", "7-7"}, {"9/11", "9-11"}, {"Su24", "Su-24"}, {"iOS7", "iOS-7"}, {"HIV1", "HIV-1"},
		// one word or two
		{"redbull", "Red Bull", "red-bull"}, {"by-election", "byelection", "by election"}, {"cease-fire", "ceasefire", "cease fire"}, {"Facebook", "face-book", "Face Book"},
		{"wildfire", "wild-fire", "wild fire"}, {"airstrike", "air strike", "air-strike"}, {"e-mail", "email"}, {"YouTube", "you-tube", "you tube"}, {"Starbucks", "star-bucks"},
		{"World Cup", "worldcup", "world-cup"}, {"anti-government", "antigovernment"}, {"co-operate", "cooperate"}, {"data-base", "database"}, {"Burj Khalifa", "burj-khalifa"},
		// contractions and possessives
		{"dont", "don't", "don’t"}, {"cant", "can't"}, {"wont", "won’t"}, {"isnt", "isn't"}, {"O'Neill", "O’Neill", "ONeill"}, {"youre", "you're"}, {"Sotheby's", "Sothebys"},
		// letters and points
		{"UN", "U.N.", "United Nations"}, {"EU", "E.U.", "European Union"}, {"US", "U.S.", "USA", "United States"}, {"UK", "U.K.", "United Kingdom", "Britain"},
		{"NASA", "N.A.S.A."}, {"WHO", "World Health Organization"}, {"ISIL", "ISIS", "Daesh", "Islamic State"},
		// British and American
		{"colour", "color"}, {"organise", "organize"}, {"centre", "center"}, {"defence", "defense"}, {"travelled", "traveled"}, {"tyre", "tire"}, {"aeroplane", "airplane"},
		{"programme", "program"}, {"labour", "labor"}, {"paralysed", "paralyzed"}, {"grey", "gray"}, {"catalogue", "catalog"}, {"jewellery", "jewelry"}, {"favourite", "favorite"},
		{"neighbours", "neighbors"}, {"organisation", "organization"}, {"anaesthetic", "anesthetic"}, {"cancelled", "canceled"},
		// names
		{"Kyiv", "Kiev"}, {"Zelensky", "Zelenskyy", "Zelenskiy"}, {"Gaddafi", "Gadhafi", "Qaddafi"}, {"Mumbai", "Bombay"}, {"Myanmar", "Burma"}, {"Beijing", "Peking"},
		{"Osama", "Usama"}, {"Côte d'Ivoire", "Ivory Coast", "cote d’ivoire"}, {"Türkiye", "Turkey", "turkiye"}, {"Hezbollah", "Hizbullah"},
		{"al-Qaeda", "al Qaeda", "al-Qaida"}, {"Saint Petersburg", "St. Petersburg", "St Petersburg"},
		// forms
		{"earthquake", "earthquakes"}, {"resigns", "resigned", "resign", "resigning"}, {"dies", "died", "dying", "die"}, {"wins", "won", "winning"}, {"bombing", "bombings", "bombed"},
		{"woman", "women"}, {"visibility", "visible", "visibly"}, {"disability", "disabilities", "disabled"}, {"happy", "happiness"}, {"lies", "lying"}, {"crisis", "crises"}, {"child", "children"}, {"shot", "shoots", "shooting"}, {"strike", "struck", "strikes"}, {"election", "elections"}, {"sinks", "sank", "sunk"},
		// meanings
		{"quake", "earthquake"}, {"France", "French"}, {"pm", "prime minister", "premier"}, {"quits", "steps down", "resigns"}, {"gay marriage", "same-sex marriage"},
		{"swine flu", "H1N1"}, {"Germany", "German"},
	} {
		t.Run(row[0], func(t *testing.T) {
			var lines []string
			for i, spelling := range row {
				lines = append(lines, fmt.Sprintf("%s xyzzy%c", spelling, 'a'+i))
			}
			c := corpusOf(headlines(append(lines, "Nothing of the kind")...))
			var want []string
			for i := range row {
				want = append(want, string(rune('a'+i)))
			}
			for _, typed := range row {
				results := ask(t, c, typed, Options{Full: true})
				if got := outline(results.Hits); got != strings.Join(want, " ") || len(results.Taken) > 0 {
					t.Errorf("%s finds %q of %q (taken for others: %v)", typed, got, row, results.Taken)
				}
			}
		})
	}
}

// TestFormsOfAPhraseAreFoundTogether has a phrase with other forms of its words.
func TestFormsOfAPhraseAreFoundTogether(t *testing.T) {
	c := corpusOf(headlines(
		"A United Nations vote", "United Nations talks", "Unite, nations!", "One united nation, indivisible", "The prime minister resigns", "Prime ministers resign", "Nations united", "A minister, prime of all",
		"The nations unite", "United States",
	))
	for typed, want := range map[string]string{"UN": "a b", "pm": "e f", "U.N. vote": "a", "pm resigned": "e f"} {
		got := outline(ask(t, c, typed, Options{Full: true}).Hits)
		for _, slug := range strings.Fields(want) {
			if !strings.Contains(" "+got+" ", " "+slug+" ") {
				t.Errorf("%s finds %q, want %q among them", typed, got, want)
			}
		}
	}
}

// TestNumbersWithASignBetweenStayApart tells a date or a fraction from the number that
// its digits make.
func TestNumbersWithASignBetweenStayApart(t *testing.T) {
	c := corpusOf(headlines("34 people trapped", "A march on 3/4 begins", "Version 3.4 is out", "F16 and F-16 crash"))
	for typed, want := range map[string]int{"3/4": 2, "3.4": 2, "34": 1, "F-16": 1, "F16": 1} {
		q, err := Parse(typed, today)
		if err != nil {
			t.Fatal(err)
		}
		found, err := PlacesOf(context.Background(), c, q, Options{Full: true})
		if err != nil || found.Total != want {
			t.Errorf("%s: %d events in full, %v, want %d", typed, found.Total, err, want)
		}
	}
}
