package importer

import (
	"strings"
	"testing"

	"news/internal/portal"
)

// TestTopicsOfAnItem reads items of wiki text, and says which topics they have, with
// bars between.
func TestTopicsOfAnItem(t *testing.T) {
	tests := []struct{ item, want string }{
		{"*A [[bridge]] of [[Lima]], [[Peru]], is closed.", "Lima|Peru"},
		{"*A [[bridge]] is closed.", "Bridge"},
		{"*The [[Peru|Peruvian]] [[soldier]]s leave [[Quito]].", "Quito"},
		// A common noun has a capital letter where it opens a sentence.
		{"*[[Wildfire]]s burn near [[Lima]].", "Lima"},
		{"*[[Flash flood]]s hit [[Lima]]. [[Army|Armies]] and [[Volunteering|volunteers]] help [[Peru]]. [[City|Cities]] stay dry.", "Lima|Peru"},
		{"*[[Lima]] floods. [[Wildfire]]s burn near [[Quito]].", "Lima|Quito"},
		{"*[[Wildfire]]s burn.", "Wildfire"},
		{"*[[Gaza war]] talks begin in [[Cairo]].", "Gaza war|Cairo"},
		{"*[[United Nations]] staff and the [[Houthi]]s meet in [[Cairo]].", "United Nations|Houthi|Cairo"},
		// A sign of money is a common noun, too.
		{"*[[Peru]] pays [[United States dollar|US$]]5 million and [[€]]2.", "Peru"},
		// Names that begin with a small letter keep it.
		{"*The [[iPhone 18]] and [[eBay]] and [[xAI (company)|xAI]] are in [[Lima]].", "iPhone 18|eBay|xAI|Lima"},
		// A story and a link to its article are one topic, by the name that tells more.
		{"*[[Hurricane Ann (2026)|Hurricane Ann]]\n**[[Hurricane Ann (2026)|The hurricane]] reaches [[Cuba]]. [http://example.org/1 (AP)]", "Hurricane Ann (2026)|Cuba"},
		{"*[[2026 war in Example|War in Example]]\n**The [[2026 war in Example|War of Example]] ends in [[Cairo]]. [http://example.org/1 (AP)]", "War in Example|Cairo"},
		{"*[[List of storms in 2026|Storms of 2026]]\n**A storm reaches [[Cuba]]. [http://example.org/1 (AP)]", "Storms of 2026|Cuba"},
		{"*[[Front (Peru)|Front]] and [[Lima talks]]\n**They meet in [[Cuba]]. [http://example.org/1 (AP)]", "Lima talks|Front|Cuba"},
	}
	for _, test := range tests {
		day := portal.Parse(portal.Page{Title: "Portal:Current events/2026 April 3", Text: test.item + "\n"})
		if len(day.Events) != 1 {
			t.Errorf("%s: %d events", test.item, len(day.Events))
			continue
		}
		if got := strings.Join(topicsOf(&day.Events[0]), "|"); got != test.want {
			t.Errorf("%s: %s, not %s", test.item, got, test.want)
		}
	}
}
