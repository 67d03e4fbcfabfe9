package importer_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"news/internal/event"
)

// Items with the same words are told apart by what they cite, their stories and
// categories, and else by their order, so that each keeps its slug.
func TestItemsWithTheSameWordsKeepTheirSlugs(t *testing.T) {
	const (
		final  = "**The home team beats the visitors, 5–1."
		first  = "[http://a.example/1 (Paper)]"
		second = "[http://b.example/2 (Gazette)]"
	)
	rowing, chess := "*[[Rowing Cup]]", "*[[Chess Cup]]"
	for name, c := range map[string]struct {
		before, after []string
		kept          map[string]string // what is said of an item after by the slug that it has
	}{
		"another item is edited": {
			[]string{rowing, final, chess, final, "*A ferry sinks off [[Bergen]]."},
			[]string{rowing, final, chess, final, "*A ferry sinks off [[Bergen]], Norway."},
			map[string]string{"": "Rowing Cup", "-2": "Chess Cup"},
		},
		"the stories change places": {
			[]string{rowing, final, chess, final},
			[]string{chess, final, rowing, final},
			map[string]string{"": "Rowing Cup", "-2": "Chess Cup"},
		},
		"the first is gone": {
			[]string{rowing, final, chess, final},
			[]string{"*[[Rowing Cup]] has no final.", chess, final},
			map[string]string{"-2": "Chess Cup"},
		},
		"the citations change places": {
			[]string{"*[[Cups]]", final + first, final + second},
			[]string{"*[[Cups]]", final + second, final + first},
			map[string]string{"": "http://a.example/1", "-2": "http://b.example/2"},
		},
		"the categories change places": {
			[]string{"'''Sports'''", final, "'''Law and crime'''", final},
			[]string{"'''Law and crime'''", final, "'''Sports'''", final},
			map[string]string{"": "Sports", "-2": "Law and crime"},
		},
		"many are only in order": {
			[]string{rowing, final, final, final, final, final, final, final, final, final, final, chess, final},
			[]string{rowing, final, final, final, final, final, final, final, final, final, final, chess, final, "*A ferry sinks."},
			map[string]string{"": "Rowing Cup", "-2": "Rowing Cup", "-9": "Rowing Cup", "-10": "Rowing Cup", "-11": "Chess Cup"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			imports(t, dir, source{april(3), 1, wikiText(c.before...)})
			imports(t, dir, source{april(3), 2, wikiText(c.after...)})
			got := make(map[string]string)
			for _, e := range day(t, dir, april(3)).Events {
				for suffix, said := range c.kept {
					if e.Ref.Slug == "the-home-team-beats-the-visitors-5-1"+suffix {
						got[suffix] = saidOf(e, said)
					}
				}
			}
			if diff := cmp.Diff(c.kept, got); diff != "" {
				t.Errorf("what the slugs stand for (-want +got):\n%s", diff)
			}
		})
	}
}

// saidOf returns the topic, category or address of an event that is wanted, or its
// topic.
func saidOf(e event.Event, want string) string {
	if e.Category == want {
		return want
	}
	for _, s := range e.Sources {
		if s.URL == want {
			return want
		}
	}
	if len(e.Topics) > 0 {
		return e.Topics[0]
	}
	return ""
}
