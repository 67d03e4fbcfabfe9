// Package category has the categories of Wikipedia's Current events portal, with the names
// that each has had in its pages.
package category

import (
	"strings"

	"news/internal/text"
)

// Of returns the present name of a category of the portal, for any name that its pages
// have had for it: "Sport" and "Sports" are both "Sports". It returns false for other
// headings, which name stories.
func Of(written string) (string, bool) {
	const longest = 60
	if len(written) > longest {
		return "", false
	}
	name := presentName(words(written))
	return name, name != ""
}

// Key returns a key that all names of one category have in common: those of a category
// of the portal, and otherwise names that text.Fold makes equal.
func Key(written string) string {
	if name, known := Of(written); known {
		return text.Fold(name)
	}
	return text.Fold(written)
}

// words returns the words of a heading, without those that say nothing.
func words(written string) string {
	words := strings.Fields(text.NameWords(written))
	kept := words[:0]
	for _, word := range words {
		if word != "and" && word != "the" && word != "news" {
			kept = append(kept, word)
		}
	}
	return strings.Join(kept, " ")
}

// presentName is the table of categories with their former names.
func presentName(key string) string {
	switch key {
	case "armed conflicts attacks", "armed conflict attacks", "armed conflicts incidents", "armed conflict incidents", "armed attacks conflicts", "armed conflicts",
		"armed conflict", "armed attacks", "attacks armed conflicts", "attacks armed conflict", "conflicts attacks", "conflict attacks", "attacks conflicts", "conflicts",
		"attacks", "armed conflicts terrorism", "conflicts terrorism", "wars conflicts", "war conflict", "war terrorism", "military conflicts", "armed conflicts attack",
		"armed conflict attack", "conflicts incidents", "wars":
		return "Armed conflicts and attacks"
	case "arts culture", "art culture", "arts cultures", "culture arts", "arts", "art", "culture", "entertainment", "arts entertainment", "arts culture entertainment",
		"culture entertainment", "entertainment culture", "entertainment arts", "arts culture media", "culture media", "media", "media entertainment", "art entertainment",
		"entertainment media", "arts media", "culture society", "society culture", "music", "film", "films", "movies", "television", "literature", "arts literature", "film television":
		return "Arts and culture"
	case "business economy", "business economics", "business economies", "business", "economy", "economics", "economy business", "economics business", "business finance",
		"finance", "finance business", "economy finance", "businesses economy", "business economic", "economic business", "markets", "business industry", "trade", "business trade":
		return "Business and economy"
	case "disasters accidents", "disaster accidents", "disaster accident", "disasters accident", "disasters", "disaster", "accidents", "accidents disasters", "accident disasters",
		"natural disasters", "disasters incidents", "accidents incidents", "incidents accidents", "disasters weather", "weather disasters", "natural disasters accidents",
		"natural disasters weather", "emergencies", "transport accidents", "disasters emergencies":
		return "Disasters and accidents"
	case "health environment", "environment health", "health", "environment", "health medicine", "medicine health", "medicine", "environment weather", "environment nature",
		"weather environment", "environmental", "environment science", "health science", "science health", "climate environment", "environment climate", "nature environment", "nature", "public health",
		"health disease", "health safety":
		return "Health and environment"
	case "international relations", "international relation", "international affairs", "international politics", "foreign relations", "foreign affairs", "diplomacy",
		"international diplomacy", "diplomatic relations", "relations international", "international", "international relations diplomacy", "politics international relations":
		return "International relations"
	case "law crime", "crime law", "law crimes", "laws crime", "crime", "law", "crimes", "law order", "law justice", "crime justice", "crime punishment", "crime legal", "legal", "legal crime",
		"law legal", "law crime justice", "legal affairs", "courts", "law courts", "crime courts", "justice", "police crime":
		return "Law and crime"
	case "politics elections", "politics election", "political elections", "elections politics", "election politics", "politics", "elections", "politic elections", "politics government",
		"government politics", "government", "elections referendums", "political", "national politics", "elections government", "politics law", "politics election results", "domestic politics":
		return "Politics and elections"
	case "religion", "religions", "religion spirituality", "religion belief", "religion beliefs", "religion faith", "faith religion", "religion diplomacy", "spirituality":
		return "Religion"
	case "science technology", "science technologies", "sciences technology", "technology science", "science", "technology", "sciences", "science tech", "science environment",
		"science nature", "science medicine", "science space", "space", "space exploration", "spaceflight", "space science", "science technology space", "astronomy", "science exploration",
		"computers internet", "internet", "computing", "technology internet", "science technology health", "exploration", "science technology environment", "science mathematics", "technology computing":
		return "Science and technology"
	case "sports", "sport", "sporting events", "sports events", "sports games", "sport events", "sports entertainment", "sports recreation":
		return "Sports"
	case "deaths", "death", "recent deaths", "obituaries", "obituary", "notable deaths", "celebrity deaths":
		return "Deaths"
	case "transport", "transportation", "aviation", "travel":
		return "Transport"
	case "weather", "weather climate", "climate", "climate weather":
		return "Weather"
	case "education", "education schools", "schools":
		return "Education"
	case "human rights", "civil rights", "human rights civil liberties", "rights":
		return "Human rights"
	case "history", "history archaeology", "archaeology", "history heritage":
		return "History"
	case "other", "others", "miscellaneous", "misc", "miscellany", "general", "other events":
		return "Miscellaneous"
	}
	return ""
}
