package cli

import (
	"math"
	"runtime/debug"
)

// The browser stays open for hours beside other programs, so it collects garbage
// earlier than a command that ends soon: what it holds is small, what single questions
// need for a moment is not.
const (
	memoryLimit    = 64 << 20
	garbagePercent = 50
)

// saveMemory bounds the memory that the program takes from the system, until it ends,
// unless the environment has set a bound.
func saveMemory() {
	if debug.SetMemoryLimit(-1) == math.MaxInt64 {
		debug.SetMemoryLimit(memoryLimit)
		debug.SetGCPercent(garbagePercent)
	}
}
