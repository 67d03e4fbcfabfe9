package bench

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// publisher is the publisher of a source.
type publisher struct{ name, host string }

// newTopics returns n different names of topics: people, places, offices, events,
// and plain words.
func newTopics(r *rand.Rand, v *vocabulary, n int) []string {
	n = min(n, len(v.content)) // each needs its own name
	m := topicMaker{r, v, phrases(placeNouns), phrases(officeNouns), phrases(eventNouns)}
	seen := make(map[string]bool, n)
	topics := make([]string, 0, n)
	for len(topics) < n {
		if topic := m.topic(); !seen[topic] {
			seen[topic] = true
			topics = append(topics, topic)
		}
	}
	return topics
}

// topicMaker makes names of topics.
type topicMaker struct {
	r                       *rand.Rand
	v                       *vocabulary
	places, offices, events []string
}

// topic returns one name, in one of the forms of real topics. Two forms have a
// comma, like "Polish presidential election, 2010".
func (m topicMaker) topic() string {
	name := m.v.name(m.r)
	year := between(m.r, 1999, 2019)
	switch x := m.r.Float64(); {
	case x < 0.30:
		return name
	case x < 0.55:
		return name + " " + m.v.name(m.r)
	case x < 0.72:
		return name + " " + oneOf(m.r, m.places)
	case x < 0.82:
		return oneOf(m.r, m.offices) + " of " + name
	case x < 0.89:
		return fmt.Sprintf("%d %s %s", year, name, oneOf(m.r, m.events))
	case x < 0.93:
		return fmt.Sprintf("%s parliamentary election, %d", name, year)
	case x < 0.96:
		return fmt.Sprintf("%s Civil War (%d-present)", name, year)
	case x < 0.97:
		return name + ", D.C."
	default:
		return m.v.contentWord(m.r)
	}
}

// newPublishers returns n publishers with web hosts that can never exist.
func newPublishers(r *rand.Rand, v *vocabulary, n int) []publisher {
	nouns := phrases(paperNouns)
	made := make([]publisher, n)
	for i := range made {
		name := v.name(r)
		if chance(r, 0.7) {
			name += " " + oneOf(r, nouns)
		}
		if chance(r, 0.2) {
			name = "The " + name
		}
		host := strings.ReplaceAll(slugOf(name, 40), "-", "")
		made[i] = publisher{name, "www." + host + ".example"}
	}
	return made
}
