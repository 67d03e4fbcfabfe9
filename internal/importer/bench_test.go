package importer_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"news/internal/event"
	"news/internal/importer"
)

var benchDays = flag.Int("days", 60, "import so many days in benchmarks")

const eventsOfDay = 15 // in benchmarks, about as many as the portal has

// BenchmarkImport imports an export of made days in random order into a new archive.
// All years of the portal are
//
//	go test ./internal/importer -run '^$' -bench . -benchtime 1x -days 8270
func BenchmarkImport(b *testing.B) {
	whole := export(shuffled(madeDays(0, *benchDays))...)
	for b.Loop() {
		importMade(b, b.TempDir(), whole, *benchDays)
	}
}

// BenchmarkImportAgain imports days that the archive has.
func BenchmarkImportAgain(b *testing.B) {
	dir, whole := b.TempDir(), export(shuffled(madeDays(0, *benchDays))...)
	importMade(b, dir, whole, *benchDays)
	for b.Loop() {
		importMade(b, dir, whole, 0)
	}
}

// BenchmarkImportNewDay imports a day that follows the days of the archive.
func BenchmarkImportNewDay(b *testing.B) {
	dir, days := b.TempDir(), *benchDays
	importMade(b, dir, export(shuffled(madeDays(0, days))...), days)
	for ; b.Loop(); days++ {
		importMade(b, dir, export(madeDays(days, 1)...), 1)
	}
}

// importMade imports an export into an archive in a folder, to which so many days are new.
func importMade(b *testing.B, dir string, export []byte, days int) {
	b.Helper()
	report, err := importer.Run(context.Background(), importer.Options{
		Dir: filepath.Join(dir, "archive"), Cache: filepath.Join(dir, "cache"), Today: event.Date{Year: 2099, Month: 1, Day: 1},
		Files: []string{"-"}, Input: bytes.NewReader(export),
	})
	if err != nil || report.Days != days || report.New != days*eventsOfDay {
		b.Fatalf("%+v (%v)", report, err)
	}
}

// madeDays returns made days from a first one on. Few words and articles occur often, and
// most of them rarely, as in news.
func madeDays(first, count int) []source {
	var days []source
	for d := first; d < first+count; d++ {
		random := rand.New(rand.NewPCG(1, uint64(d)))
		words := rand.NewZipf(random, 1.1, 20, 60_000)
		articles := rand.NewZipf(random, 1.1, 10, 20_000)
		text := func(n int) string {
			var b strings.Builder
			for range n {
				fmt.Fprintf(&b, " w%s", madeWord(words.Uint64()))
			}
			return b.String()
		}
		lines := []string{"'''Disasters and accidents'''"}
		for n := range eventsOfDay {
			lines = append(lines, fmt.Sprintf("*A%s in [[Place %s]] and [[Place %s]]. The%s. [http://paper.example/%d/%d (Paper)]",
				text(9), madeWord(articles.Uint64()), madeWord(articles.Uint64()), text(20), d, n))
		}
		days = append(days, source{event.Date{Year: 2002, Month: 7, Day: 1}.AddDays(d), 1000 + d, wikiText(lines...)})
	}
	return days
}

// madeWord returns a word for a number.
func madeWord(n uint64) string {
	const syllables = "bacadafagahajakalamanaparasatava"
	word := ""
	for ; ; n /= 16 {
		at := n % 16 * 2
		word += syllables[at : at+2]
		if n < 16 {
			return word
		}
	}
}

func shuffled(days []source) []source {
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(days), func(i, j int) { days[i], days[j] = days[j], days[i] })
	return days
}
