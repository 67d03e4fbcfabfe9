package meaning

import "testing"

func TestOtherEnding(t *testing.T) {
	for word, want := range map[string]string{
		"realise": "realize", "realize": "realise", "organised": "organized", "organizing": "organising",
		"nationalisation": "nationalization", "organizational": "organisational", "legalizes": "legalises",
		"analyse": "analyze", "paralyzed": "paralysed", "organizer": "organiser", "crises": "",
		"rise": "", "size": "", "wise": "", "prize": "", "his": "", "e": "", "": "", "house": "", "france": "",
	} {
		if got := otherEnding(word); got != want {
			t.Errorf("otherEnding(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestFlightNumber(t *testing.T) {
	for word, want := range map[string]string{
		"mh370": "370", "af447": "447", "ps752": "752", "qz8501": "8501", "mh17": "17",
		"h1n1": "", "g20": "", "f16": "", "mh3": "", "mh": "", "cop26": "", "mh37000": "", "2010": "", "": "",
	} {
		if got := flightNumber(word); got != want {
			t.Errorf("flightNumber(%q) = %q, want %q", word, got, want)
		}
	}
}
