package relation_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"news/internal/event"
	"news/internal/relation"
	"news/internal/text"
)

// day returns a day of April 2016.
func day(d int) event.Date { return event.Date{Year: 2016, Month: 4, Day: d} }

// about returns an event on a day of April 2016, with its topics and links.
func about(d int, slug string, topics []string, links ...event.Link) event.Event {
	return event.Event{Ref: event.NewRef(day(d), slug), Number: 1, Topics: event.JoinTopics(topics, links), Related: links}
}

// leads returns a link to an event of about.
func leads(d int, slug string, topics ...string) event.Link {
	return event.Link{Ref: event.NewRef(day(d), slug), Topics: topics}
}

// graphOf returns the graph of events, which must be in canonical order.
func graphOf(same relation.Sameness, events ...event.Event) *relation.Graph {
	var b relation.Builder
	for _, e := range events {
		b.Add(e)
	}
	return b.Graph(same)
}

// harbours are a few events with topics of all kinds.
func harbours() *relation.Subjects {
	renamed := about(4, "storm", []string{"Storm"})
	renamed.Changes = []event.Change{{Ref: event.NewRef(day(4), "gale")}}
	return graphOf(relation.Folded,
		about(9, "a", []string{"harbour", "Ice"}),
		about(8, "b", []string{"Harbour", "Ice"}, leads(4, "gale", "Weather"), leads(1, "gone", "Weather")),
		about(7, "c", []string{"Harbour", "Harbour of Århus"}),
		renamed,
		about(3, "e", []string{"叙利亚内战", "敘利亞", "Ice"}),
	).Subjects
}

// uses returns the uses of topics as lines.
func uses(s *relation.Subjects) []string {
	var lines []string
	for _, u := range s.Uses() {
		lines = append(lines, fmt.Sprintf("%s %d %d-%d", s.Name(u.Topic), u.Events, u.First.Day, u.Last.Day))
	}
	slices.Sort(lines)
	return lines
}

func TestUses(t *testing.T) {
	want := []string{
		"Harbour 3 7-9",          // the most common case
		"Harbour of Århus 1 7-7", // a separate topic
		"Ice 3 3-9",
		"Storm 1 4-4",
		"Weather 2 4-8", // the page of the storm does not have it, but a link by its former name does
		"叙利亚内战 1 3-3",
		"敘利亞 1 3-3",
	}
	if diff := cmp.Diff(want, uses(harbours())); diff != "" {
		t.Error(diff)
	}
	s := harbours()
	for _, use := range s.Uses() {
		if got, want := s.Count(use.Topic), len(s.With(use.Topic)); got != use.Events || want != use.Events {
			t.Errorf("%s has %d events as counted and %d in the list, want %d", s.Name(use.Topic), got, want, use.Events)
		}
	}
	if got := uses(graphOf(relation.Folded).Subjects); got != nil {
		t.Errorf("no events have the topics %q", got)
	}
}

func TestCompanions(t *testing.T) {
	s := harbours()
	topics := []relation.Topic{topicOf(t, s, "Ice"), topicOf(t, s, "Storm"), topicOf(t, s, "Harbour"), topicOf(t, s, "Ice")}
	want := []string{
		"Harbour 2, Weather 1, 敘利亞 1", // equally common topics by name, at most three
		"Weather 1",
		"Ice 2, Harbour of Århus 1, Weather 1",
		"Harbour 2, Weather 1, 敘利亞 1", // earlier counts do not remain
	}
	for i, companions := range s.Companions(topics, 3) {
		var got []string
		for _, c := range companions {
			got = append(got, fmt.Sprintf("%s %d", s.Name(c.Topic), c.Events))
		}
		if strings.Join(got, ", ") != want[i] {
			t.Errorf("%s comes with %q, want %s", s.Name(topics[i]), got, want[i])
		}
	}
}

func topicOf(t *testing.T, s *relation.Subjects, name string) relation.Topic {
	t.Helper()
	topic, known := s.Topic(name)
	if !known {
		t.Fatalf("there is no topic %q", name)
	}
	return topic
}

func TestFind(t *testing.T) {
	var events []event.Event
	for i, name := range []string{
		"Syria", "Syrian Army", "Syrian Civil War", "Aleksandar Vučić", "al-Bab", "Albania", "Battle of al-Bab", "Bab el-Mandeb",
		"Washington, D.C.", "Facebook", "COP21", "叙利亚", "敘利亞內戰", "亚洲", "利亚姆叙述", "???",
	} {
		events = append(events, about(30-i, fmt.Sprint(i), []string{name}))
	}
	s := graphOf(relation.Folded, events...).Subjects
	tests := []struct {
		typed string
		how   text.Likeness
		want  string // the names, in the order above
	}{
		{"syria", text.InPart, "Syria!, Syrian Army, Syrian Civil War"},
		{"SYRIA", text.InPart, "Syria!, Syrian Army, Syrian Civil War"},
		{"army syrian", text.InPart, "Syrian Army"},
		{"civil war", text.InPart, "Syrian Civil War"},
		{"syrian army", text.Whole, "Syrian Army!"},
		{"vucic", text.InPart, "Aleksandar Vučić"},
		{"al-bab", text.InPart, "al-Bab!, Battle of al-Bab"}, // words next to each other
		{"al bab", text.InPart, "al-Bab!, Battle of al-Bab"}, // words in any order
		{"dc", text.InPart, "Washington, D.C."},
		{"rmy", text.Unlike, ""},            // not the beginning of a word
		{"叙利亚", text.InPart, "叙利亚!, 敘利亞內戰"}, // in either script, next to each other
		{"敘利亞", text.InPart, "叙利亚!, 敘利亞內戰"},
		{"内战", text.InPart, "敘利亞內戰"},
		{"亚叙", text.Unlike, ""},
		{"syran army", text.WithSlips, "Syrian Army"},
		{"aleksander", text.WithSlips, "Aleksandar Vučić"},
		{"face book", text.WithSlips, "Facebook"},
		{"faceboko", text.WithSlips, "Facebook"},
		{"syrai", text.WithSlips, "Syria"}, // two letters swapped
		{"washignt", text.WithSlips, "Washington, D.C."},
		{"wsahignton", text.WithSlips, "Washington, D.C."},
		{"cop22", text.Unlike, ""}, // numbers have no slips
		{"war of words", text.Unlike, ""},
		{"xyzzy", text.Unlike, ""},
	}
	for _, test := range tests {
		found := s.Find(test.typed)
		var got []string
		for _, e := range events {
			topic := topicNamed(s, e.Topics[0])
			switch found[topic] {
			case text.Whole:
				got = append(got, e.Topics[0]+"!")
			case text.Unlike:
			default:
				got = append(got, e.Topics[0])
			}
			if how := found[topic]; how != text.Unlike && how != test.how && how != text.Whole {
				t.Errorf("%q finds %q as %d, want %d", test.typed, e.Topics[0], how, test.how)
			}
		}
		if diff := cmp.Diff(test.want, strings.Join(got, ", ")); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.typed, diff)
		}
	}
}

// topicNamed returns the topic with exactly this name.
func topicNamed(s *relation.Subjects, name string) relation.Topic {
	for topic := range relation.Topic(s.Topics()) {
		if s.Name(topic) == name {
			return topic
		}
	}
	return -1
}

// A category is found by all of its names, and has the name that most events have.
func TestCategoriesAreOneByTheirNames(t *testing.T) {
	var b relation.Builder
	for number, written := range []string{"Sport", "Sports", "sport", "Sport", "Disasters", "Accidents and disasters", "Iraq War", "", "IRAQ WAR", "Politics"} {
		b.Add(event.Event{Ref: event.NewRef(event.Date{Year: 2016, Month: 4, Day: 3}, fmt.Sprint("event-", number)), Number: number + 1, Category: written})
	}
	s := b.Categories()
	got := make(map[string]int)
	for _, use := range s.Uses() {
		got[s.Name(use.Topic)] = use.Events
	}
	want := map[string]int{"Sport": 4, "Accidents and disasters": 2, "IRAQ WAR": 2, "Politics": 1}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for typed, name := range map[string]string{
		"sports": "Sport", "Sporting events": "Sport", "Disasters and accidents": "Accidents and disasters", "iraq war": "IRAQ WAR",
		"Politics & Elections": "Politics", "Science": "", "Iraq": "",
	} {
		topic, known := s.Named(typed)
		if known != (name != "") || known && s.Name(topic) != name {
			t.Errorf("%s is found: %t", typed, known)
		}
	}
	for typed, name := range map[string]string{"sports": "Sport", "disasters": "Accidents and disasters", "accidents": "Accidents and disasters", "war": "IRAQ WAR"} {
		topic, _ := s.Named(name)
		if how := s.Find(typed); len(how) != 1 || how[topic] == text.Unlike {
			t.Errorf("%s finds %v", typed, how)
		}
	}
}
