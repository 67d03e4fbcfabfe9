//go:build unix

package browse

import (
	"os"
	"os/signal"
	"syscall"
	"time"
)

// watchedSignals are the signals that end the browser, and the one that lets it go on
// after it was stopped. SIGTSTP is not among them: Go cannot give it its usual effect
// back, which a shell needs to see when a program that has the terminal stops.
var watchedSignals = []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGCONT}

func isContinue(s os.Signal) bool     { return s == syscall.SIGCONT }
func isFromKeyboard(s os.Signal) bool { return s == syscall.SIGINT || s == syscall.SIGQUIT }

// stopUntilContinued stops the whole group of processes, as the terminal does after
// ^Z, and returns when it goes on. A group that no shell could continue does not stop
// at all, and goes on at once.
func stopUntilContinued() {
	const moment = 200 * time.Millisecond
	continued := make(chan os.Signal, 1)
	signal.Notify(continued, syscall.SIGCONT)
	defer signal.Stop(continued)
	if syscall.Kill(0, syscall.SIGTSTP) != nil {
		return
	}
	select {
	case <-continued:
	case <-time.After(moment):
	}
}
