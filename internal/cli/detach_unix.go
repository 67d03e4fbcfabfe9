//go:build unix

package cli

import (
	"os/exec"
	"syscall"
)

// detach makes a program the leader of a new session, without a terminal.
func detach(command *exec.Cmd) { command.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }
