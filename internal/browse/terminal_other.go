//go:build !unix

package browse

import (
	"errors"
	"os"
)

// endingSignals are the signals that end the browser.
var endingSignals = []os.Signal{os.Interrupt}

func suspendProcess() error { return errors.New("this system suspends no programs") }
