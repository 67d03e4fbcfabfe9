//go:build !unix

package browse

import (
	"os"
	"syscall"
)

// watchedSignals are the signals that end the browser. None stops it here.
var watchedSignals = []os.Signal{os.Interrupt, syscall.SIGTERM}

func isContinue(os.Signal) bool       { return false }
func isFromKeyboard(s os.Signal) bool { return s == os.Interrupt }

func stopUntilContinued() {}
