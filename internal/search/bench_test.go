package search

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"news/internal/event"
)

// maker makes events of made words, as long as real ones and with words as
// unevenly frequent. The same seed makes the same events.
type maker struct {
	random *rand.Rand
	often  *rand.Zipf
	words  []string
	topics []string
}

func newMaker(events int) *maker {
	random := rand.New(rand.NewPCG(1, uint64(events)))
	m := &maker{random: random}
	seen := make(map[string]bool)
	for len(m.words) < 2000+events {
		if word := m.word(); !seen[word] {
			seen[word] = true
			m.words = append(m.words, word)
		}
	}
	m.often = rand.NewZipf(random, 1.1, 8, uint64(len(m.words)-1))
	for range 200 + events/4 {
		m.topics = append(m.topics, m.text(1+random.IntN(3)))
	}
	return m
}

func (m *maker) word() string {
	const starts, vowels = "b c d f g h k l m n p r s t v z br ch dr gr kr pl sh st tr", "a e i o u ai ou"
	var b strings.Builder
	for range 2 + m.random.IntN(3) {
		b.WriteString(pickOf(m.random, strings.Fields(starts)))
		b.WriteString(pickOf(m.random, strings.Fields(vowels)))
	}
	b.WriteString(pickOf(m.random, []string{"", "n", "r", "s", "t"}))
	return b.String()
}

func pickOf(random *rand.Rand, list []string) string { return list[random.IntN(len(list))] }

func (m *maker) text(words int) string {
	list := make([]string, words)
	for i := range list {
		list[i] = m.words[m.often.Uint64()]
	}
	return strings.Join(list, " ")
}

// chineseText makes a text of so many characters, as unevenly frequent as words.
func (m *maker) chineseText(characters int) string {
	text := make([]rune, characters)
	for i := range text {
		text[i] = '一' + rune(m.often.Uint64()%3_000)*5
	}
	return string(text)
}

// event makes the nth event: ten a day, each with links to some before it. One in
// ten is in Chinese.
func (m *maker) event(n int) event.Event {
	e := event.Event{
		Ref:         madeRef(n),
		Number:      n%10 + 1,
		Headline:    m.text(12 + m.random.IntN(20)),
		Description: m.text(15 + m.random.IntN(20)),
		Category:    pickOf(m.random, m.topics[:20]),
		Sources:     []event.Source{{Name: pickOf(m.random, m.topics[:100]), URL: "https://www.example.org/a"}},
	}
	if n%10 == 9 {
		e.Headline, e.Description = m.chineseText(20+m.random.IntN(20)), m.chineseText(40+m.random.IntN(60))
	}
	for range 6 {
		e.Topics = append(e.Topics, pickOf(m.random, m.topics))
	}
	for range min(n, 6) {
		e.Related = append(e.Related, event.Link{
			Ref: madeRef(m.random.IntN(n)), Topics: []string{pickOf(m.random, e.Topics), pickOf(m.random, e.Topics)}})
	}
	return e
}

func madeRef(n int) event.Ref {
	slug := fmt.Sprintf("%06d-a-slug-that-is-about-as-long-as-those-of-real-pages-which-are-cut-after-some-hundred-characters", n)
	return event.Ref{Date: event.Date{Year: 1990, Month: 1, Day: 1}.AddDays(n / 10), Slug: slug}
}

var sizes = []int{12_000, 120_000}

func madeDocuments(size int) ([]Document, *maker) {
	m := newMaker(size)
	documents := make([]Document, size)
	for i := range documents {
		documents[i] = Prepare(m.event(i))
	}
	return documents, m
}

func BenchmarkBuild(b *testing.B) {
	for _, size := range sizes {
		documents, _ := madeDocuments(size)
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			var built *Memory
			for b.Loop() {
				builder := NewBuilder()
				for _, d := range documents {
					builder.AddDocument(d)
				}
				built = builder.Corpus()
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(size), "B/event")
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*size), "µs/event")
			runtime.KeepAlive(built)
		})
	}
}

func BenchmarkPrepare(b *testing.B) {
	m := newMaker(1_000)
	e := m.event(999)
	for b.Loop() {
		Prepare(e)
	}
}

func madeCorpus(size int) (*Memory, *maker) {
	documents, m := madeDocuments(size)
	builder := NewBuilder()
	for _, d := range documents {
		builder.AddDocument(d)
	}
	return builder.Corpus(), m
}

func BenchmarkSearch(b *testing.B) {
	for _, size := range sizes {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			corpus, m := madeCorpus(size)
			for _, c := range m.benchQueries() {
				benchQuery(b, c, func(query Query) error {
					_, err := Search(context.Background(), corpus, query, Options{Limit: 20})
					return err
				})
			}
		})
	}
}

// BenchmarkPlacesOf counts the full hits, as list, timeline and --count do.
func BenchmarkPlacesOf(b *testing.B) {
	for _, size := range sizes {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			corpus, m := madeCorpus(size)
			for _, c := range m.benchQueries() {
				benchQuery(b, c, func(query Query) error {
					_, err := PlacesOf(context.Background(), corpus, query, Options{Full: true, ByDate: true})
					return err
				})
			}
		})
	}
}

func benchQuery(b *testing.B, c [2]string, work func(Query) error) {
	b.Run(c[0], func(b *testing.B) {
		query, err := Parse(c[1], event.Date{Year: 2020, Month: 1, Day: 1})
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if err := work(query); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// benchQueries returns queries, each with a name.
func (m *maker) benchQueries() [][2]string {
	often, rare := m.words[0], m.words[len(m.words)/20]
	characters := []rune(m.chineseText(8))
	return [][2]string{
		{"OneFrequentWord", often},
		{"OneRareWord", rare},
		{"ThreeFrequentWords", strings.Join(m.words[:3], " ")},
		{"RareAndFrequent", rare + " " + often},
		{"Phrase", `"` + m.words[0] + " " + m.words[1] + `"`},
		{"Musts", "+" + m.words[3] + " +" + m.words[7]},
		{"InTheHeadline", "headline:" + m.words[3]},
		{"Beginning", m.words[5][:4]},
		{"OneSlip", often + " " + swapped(m.words[40])},
		{"EveryWordSlipped", swapped(m.words[10]) + " " + swapped(m.words[40]) + " " + swapped(rare)},
		{"NothingAtAll", "qxqxqxqx zqzqzqzq xzxzxzxz"},
		{"Chinese", string(characters[:4])},
		{"LongChinese", string(characters)},
		{"OneCharacter", "一"},
		{"ThreeAlternatives", strings.Join(m.words[20:23], " OR ")},
		{"ManyAlternatives", strings.Join(m.words[:200], " OR ")},
	}
}

// swapped returns a word with two letters in its middle exchanged.
func swapped(word string) string {
	b := []byte(word)
	i := len(b) / 2
	b[i], b[i-1] = b[i-1], b[i]
	return string(b)
}
