package search

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"news/internal/event"
)

// knowing returns options that find the events of whole names by their slugs, and a
// list of the names that Search looked up.
func knowing(names map[string]string) (Options, *[]Named) {
	var asked []Named
	return Options{Named: func(_ context.Context, name Named) ([]Place, error) {
		asked = append(asked, name)
		var places []Place
		for _, e := range smallArchive() {
			if slices.Contains(strings.Fields(names[strings.ToLower(name.Name)]), e.Ref.Slug) {
				places = append(places, Place{e.Ref.Date, e.Number})
			}
		}
		slices.Reverse(places) // the order must not matter
		return places, nil
	}}, &asked
}

func TestTheCallerSaysWhichEventsHaveAWholeName(t *testing.T) {
	names := map[string]string{"bbc": "palmyra iran", "us": "iran states", "c++": "fiji"}
	for _, c := range []struct{ typed, want string }{
		{`source:"BBC"`, "palmyra iran"}, {`source:"bbc" iran`, "iran"}, {`iran !source:"BBC"`, "states iranian"},
		{`source:"BBC" OR topic:"US"`, "palmyra iran states"}, {`iran OR army topic:"US"`, "iran states"},
		{`source:"BBC" source:"US"`, "iran"}, {`source:"Nobody"`, ""}, {`iran !source:"Nobody"`, "iran states iranian"},
		{`category:"C++"`, "fiji"}, {`source:"Reuters"`, ""}, {`(army source:"BBC") OR fiji`, "palmyra fiji"},
		{`iran staets source:"BBC"`, "iran"}, {`!(军队 OR source:"BBC") 叙利亚`, "syria-simplified"},
	} {
		opts, asked := knowing(names)
		opts.ByDate = true
		got, results := search(t, corpusOf(smallArchive()), c.typed, opts)
		if strings.Join(got, " ") != c.want || results.Total != len(got) {
			t.Errorf("%s finds %q, want %q", c.typed, got, c.want)
		}
		seen := make(map[Named]bool)
		for _, name := range *asked {
			if seen[name] {
				t.Errorf("%s asks for %v more than once", c.typed, name)
			}
			seen[name] = true
		}
		q, _ := Parse(c.typed, today)
		places, err := PlacesOf(context.Background(), newRenumbered(corpusOf(smallArchive()), rand.New(rand.NewPCG(1, 2))), q, opts)
		if err != nil || len(places.Of) != len(got) {
			t.Errorf("%s has the places %v, %v", c.typed, places.Of, err)
		}
	}
}

func TestANameIsAskedForAsTyped(t *testing.T) {
	opts, asked := knowing(nil)
	search(t, corpusOf(smallArchive()), `source:"The  BBC, Łódź" OR topic:“c++”`, opts)
	if want := []Named{{Source, "The BBC, Łódź"}, {Topic, "c++"}}; !slices.Equal(*asked, want) {
		t.Errorf("asked for %v, want %v", *asked, want)
	}
}

func TestNamesThatTheCallerKnowsAreMarkedAndNotSuggested(t *testing.T) {
	opts, _ := knowing(map[string]string{"rueters": "palmyra"})
	c := corpusOf(smallArchive())
	_, results := search(t, c, `source:"Rueters"`, opts)
	if got := marked(results, "RUETERS", Source) + marked(results, "Rueters News", Source); got != "[RUETERS]Rueters News" {
		t.Errorf("marks %q", got)
	}
	q, _ := Parse(`source:"Rueters" quixotic`, today)
	for _, v := range []struct {
		Options
		want int
	}{{opts, 1}, {Options{}, 2}} {
		if suggestions, err := Suggest(context.Background(), c, q, v.Options); err != nil || len(suggestions) != v.want {
			t.Errorf("suggests %v, %v, want %d", suggestions, err, v.want)
		}
	}
}

func TestSearchReportsWhatTheCallerReports(t *testing.T) {
	fault := errors.New("names gone")
	opts := Options{Named: func(context.Context, Named) ([]Place, error) { return nil, fault }}
	c := corpusOf(smallArchive())
	for _, typed := range []string{`topic:"Fiji"`, `earthquake !topic:"Fiji"`, `earthquake OR topic:"Fiji"`} {
		q, _ := Parse(typed, today)
		if _, err := Search(context.Background(), c, q, opts); !errors.Is(err, fault) {
			t.Errorf("Search(%s): %v", typed, err)
		}
		if _, err := PlacesOf(context.Background(), c, q, opts); !errors.Is(err, fault) {
			t.Errorf("PlacesOf(%s): %v", typed, err)
		}
	}
	q, _ := Parse(`topic:"Fiji"`, today)
	if _, err := Suggest(context.Background(), c, q, opts); !errors.Is(err, fault) {
		t.Errorf("Suggest: %v", err)
	}
}

func TestOneNameMustHaveAllWords(t *testing.T) {
	c := corpusOf([]event.Event{
		{Ref: madeRef(1), Number: 1, Topics: []string{"Army", "Syria"}, Headline: "a"},
		{Ref: madeRef(2), Number: 2, Topics: []string{"Syrian Army", "Army"}, Headline: "b"},
		{Ref: madeRef(3), Number: 3, Topics: []string{"Syrian Army officers"}, Headline: "c"},
		{Ref: madeRef(4), Number: 4, Category: "Syrian Army", Headline: "d"},
	})
	for typed, want := range map[string]int{
		`topic:"Syrian Army"`: 1, `topic:"army"`: 2, `topic:"Syria"`: 1, `topic:"SYRIAN-ARMY"`: 1, `category:"syrian army"`: 1,
		`topic:"Syrian"`: 0, `topic:"army army"`: 0, `topic:"officers"`: 0, `topic:syrian-army`: 2, `a OR b OR c !topic:"Army"`: 1,
	} {
		if got, _ := search(t, c, typed, Options{}); len(got) != want {
			t.Errorf("%s finds %v, want %d", typed, got, want)
		}
	}
}
