package browse

import (
	"context"
	"flag"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"news/internal/archive"
	"news/internal/catalog"
	"news/internal/sample"
	"news/internal/view"
)

var (
	benchArchive = flag.String("browse-archive", "", "browse the archive in this folder, in place of the sample")
	benchCache   = flag.String("browse-cache", "", "folder that keeps its index")
)

// openForBench opens the browser on the archive to measure, with its index.
func openForBench(b *testing.B, width, height int) *player {
	a := archive.FromFS(sample.FS())
	if *benchArchive != "" {
		var err error
		if a, err = archive.Open(*benchArchive); err != nil {
			b.Fatal(err)
		}
	}
	c := catalog.Open(a, catalog.Options{CacheDir: *benchCache, MaxAge: 5 * time.Second})
	b.Cleanup(func() { c.Close(); a.Close() })
	if err := c.Prepare(b.Context()); err != nil {
		b.Fatal(err)
	}
	o := Options{Catalog: c, Archive: "archive", System: &testSystem{}, State: &testState{}}
	o.Style, _ = view.LoadStyle("dark")
	p := &player{t: &testing.T{}, m: newModel(context.Background(), o, Start{})}
	p.m.tick = nil
	p.run(p.m.Init())
	p.resize(width, height)
	return p
}

// took collects how long things took, and reports the middle and the slowest but one in
// twenty, in milliseconds.
type took []time.Duration

func (all *took) measure(work func()) {
	begun := time.Now()
	work()
	*all = append(*all, time.Since(begun))
}

func (all took) report(b *testing.B) {
	slices.Sort(all)
	for _, percent := range []int{50, 95} {
		b.ReportMetric(float64(all[len(all)*percent/100].Microseconds())/1000, "ms-p"+strconv.Itoa(percent))
	}
	b.ReportMetric(0, "ns/op")
}

// BenchmarkKey takes keys up to the frame where nothing has to be read for it: what is
// begun beside the keys counts to BenchmarkPage.
func BenchmarkKey(b *testing.B) {
	for _, size := range []string{"80x24", "200x60", "300x100"} {
		b.Run(size, func(b *testing.B) {
			w, h, _ := strings.Cut(size, "x")
			width, _ := strconv.Atoi(w)
			height, _ := strconv.Atoi(h)
			p := openForBench(b, width, height)
			keys := strings.Fields("j j j k tab tab pgdown pgup ctrl+w j j space g ctrl+w z z ? ? G g")
			var all took
			for b.Loop() {
				for _, key := range keys {
					all.measure(func() {
						p.m.Update(keyOf(key))
						p.m.View()
					})
				}
			}
			all.report(b)
		})
	}
}

// BenchmarkPage goes from event to event, day to day and year to year, each time up to the frame
// with the page that was read.
func BenchmarkPage(b *testing.B) {
	for _, key := range []string{"j", "J", "]", "{"} {
		b.Run(key, func(b *testing.B) {
			p := openForBench(b, 200, 60)
			var all took
			for b.Loop() {
				all.measure(func() {
					p.press(key)
					p.m.View()
				})
				if p.m.message != "" { // an end
					p.press("g")
					p.press("[")
				}
			}
			all.report(b)
		})
	}
}

// BenchmarkResize changes the size of the window.
func BenchmarkResize(b *testing.B) {
	p := openForBench(b, 200, 60)
	p.press("enter")
	var all took
	width := 0
	for b.Loop() {
		width = (width + 7) % 260
		all.measure(func() {
			p.resize(40+width, 60)
			p.m.View()
		})
	}
	all.report(b)
}

// BenchmarkMemory uses the browser at random, and reports the most memory that the
// system gave the process, in megabytes. The command line bounds the browser's memory
// as GOMEMLIMIT=64MiB GOGC=50 does.
func BenchmarkMemory(b *testing.B) {
	p := openForBench(b, 200, 60)
	r := rand.New(rand.NewPCG(1, 1))
	var keys []string
	for _, binding := range bindings {
		keys = append(keys, binding.keys...)
	}
	slices.Sort(keys)
	for b.Loop() {
		for range 1000 {
			key := keys[r.IntN(len(keys))]
			if key == "e" || key == "|" {
				continue
			}
			p.press(key)
			if r.IntN(4) == 0 {
				p.press(string("aeiorstn"[r.IntN(8)]))
			}
			if p.quit {
				p.quit = false
			}
			p.m.View()
		}
	}
	b.ReportMetric(peakMegabytes(b), "MB-peak")
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	b.ReportMetric(float64(stats.HeapAlloc)/(1<<20), "MB-held")
	b.ReportMetric(float64(len(p.m.trail.screens)), "screens")
}

// peakMegabytes returns the most memory that the process has had so far; 0 where the
// system does not tell.
func peakMegabytes(b *testing.B) float64 {
	status, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	fields := strings.Fields(rest)
	if len(fields) == 0 {
		return 0
	}
	kilobytes, _ := strconv.ParseFloat(fields[0], 64)
	return kilobytes / 1024
}
