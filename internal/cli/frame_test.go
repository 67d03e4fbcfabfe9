//go:build unix

package cli_test

import (
	"flag"
	"os"
	"os/exec"
	"slices"
	"testing"
	"time"

	"news/internal/ptytest"
)

var (
	frameArchive = flag.String("frame-archive", "", "browse the archive in this folder, in place of the sample")
	frameCache   = flag.String("frame-cache", "", "the folder of its index")
)

// BenchmarkFirstFrame starts the browser on a pseudo-terminal, and waits for a frame
// with headlines in it. "median-ms" is hardly disturbed by other programs.
func BenchmarkFirstFrame(b *testing.B) {
	program := build(b)
	args := []string{"browse"}
	if *frameArchive != "" {
		args = append(args, "--archive", *frameArchive)
	}
	var times []time.Duration
	for b.Loop() {
		command := exec.Command(program, args...)
		command.Env = append(os.Environ(), "TERM=xterm-256color", "NEWS_CACHE="+*frameCache, "NEWS_STATE="+b.TempDir())
		began := time.Now()
		p := ptytest.Start(b, command, 120, 40)
		p.Wait("▌") // the cursor is on a headline
		times = append(times, time.Since(began))
		p.Type("Q")
		p.End()
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "median-ms")
}
