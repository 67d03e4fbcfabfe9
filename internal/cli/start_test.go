package cli_test

import (
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"
)

// BenchmarkStart starts the program for news version, which has nothing to do but to
// start. The time of the processor is what the packages that it is linked with cost;
// "median-µs" is hardly disturbed by other programs.
func BenchmarkStart(b *testing.B) {
	program := build(b)
	var times []time.Duration
	for b.Loop() {
		command := exec.Command(program, "version")
		if err := command.Run(); err != nil {
			b.Fatal(err)
		}
		times = append(times, command.ProcessState.UserTime()+command.ProcessState.SystemTime())
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds()), "median-µs")
}

// build builds the program and returns its file.
func build(b *testing.B) string {
	program := filepath.Join(b.TempDir(), "news")
	if runtime.GOOS == "windows" {
		program += ".exe"
	}
	if out, err := exec.Command("go", "build", "-o", program, "../../cmd/news").CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	return program
}
