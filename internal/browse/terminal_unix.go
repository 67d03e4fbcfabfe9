//go:build unix

package browse

import (
	"os"
	"os/signal"
	"syscall"
	"time"
)

// endingSignals are the signals that end the browser.
var endingSignals = []os.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT}

// suspendProcess suspends the program and those that it is in a pipe with, and returns
// when it is continued. The system does not suspend a program that no shell watches;
// the error says so.
func suspendProcess() error {
	continued := make(chan os.Signal, 1)
	signal.Notify(continued, syscall.SIGCONT)
	defer signal.Stop(continued)
	if err := syscall.Kill(0, syscall.SIGTSTP); err != nil {
		return err
	}
	select {
	case <-continued:
		return nil
	case <-time.After(300 * time.Millisecond):
	}
	select { // time has passed while the program was suspended
	case <-continued:
		return nil
	default:
		return errNoShell
	}
}
