//go:build unix

package catalog_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"syscall"
	"testing"
	"time"

	"news/internal/archive"
	"news/internal/catalog"
)

var (
	typingArchive = flag.String("typing-archive", "", "type at the archive in this folder, in place of a copy of the sample")
	typingCache   = flag.String("typing-cache", "", "folder that keeps its index, in place of a temporary one")
	typingEvery   = flag.Int("typing-every", 1, "type only one question of so many")
	typingSlow    = flag.Duration("typing-slow", 0, "print the keys that took longer")
)

// hitsTyped is how many hits a browser shows for each key.
const hitsTyped = 50

// BenchmarkTyping types questions key by key in one process that has an index.
func BenchmarkTyping(b *testing.B) {
	dir, cache := *typingArchive, *typingCache
	if dir == "" {
		dir = copySample(b)
	}
	if cache == "" {
		cache = b.TempDir()
	}
	a, err := archive.Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer a.Close()
	c := catalog.Open(a, catalog.Options{CacheDir: cache, MaxAge: 5 * time.Second})
	defer c.Close()
	if err := c.Prepare(b.Context()); err != nil {
		b.Fatal(err)
	}
	var took, worked []time.Duration
	for b.Loop() {
		for n, query := range questionsTyped(b) {
			if n%*typingEvery != 0 {
				continue
			}
			for at := range query + " " {
				typed := query[:at]
				start, before := time.Now(), processorTime(b)
				found, err := c.Typing(b.Context(), typed, hitsTyped)
				if err == nil {
					_, err = collect(found.All(b.Context()))
				}
				if err != nil {
					b.Fatal(typed, err)
				}
				d := time.Since(start)
				took, worked = append(took, d), append(worked, processorTime(b)-before)
				if last := worked[len(worked)-1]; *typingSlow > 0 && last > *typingSlow {
					fmt.Fprintf(os.Stderr, "%8v %6d %q\n", last.Round(100*time.Microsecond), found.Total, typed)
				}
			}
		}
	}
	for name, all := range map[string][]time.Duration{"ms": took, "cpu-ms": worked} {
		slices.Sort(all)
		for _, percent := range []int{50, 95, 99, 100} {
			at := min(len(all)*percent/100, len(all)-1)
			b.ReportMetric(float64(all[at].Microseconds())/1000, fmt.Sprintf("p%d-%s", percent, name))
		}
	}
}

// processorTime returns the time that the process has had of the processors: it
// says what a key takes where other programs keep them busy.
func processorTime(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
