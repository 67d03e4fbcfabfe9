//go:build linux || darwin

package bench

import (
	"os"
	"runtime"
	"syscall"
)

// peakMemory returns the largest resident memory of an ended process in KB, and
// 0 where the system does not tell.
//
// On Linux a process starts its account with the peak of the one that started
// it, so no figure can be below what the measuring program itself has used:
// some 10 MB, as long as that keeps little in memory.
func peakMemory(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return int64(usage.Maxrss) >> 10 // bytes there, KB elsewhere
	}
	return int64(usage.Maxrss)
}
