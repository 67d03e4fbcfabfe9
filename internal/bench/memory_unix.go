//go:build linux || darwin

package bench

import (
	"os"
	"runtime"
	"syscall"
)

// peakMemory returns the largest resident memory of an ended process in KB, and 0
// where the system does not report it.
//
// On Linux a process inherits the peak of the process that started it. So no result
// is below the peak of the measuring program itself, some 10 MB.
func peakMemory(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return int64(usage.Maxrss) >> 10 // macOS counts bytes, other systems KB
	}
	return int64(usage.Maxrss)
}
