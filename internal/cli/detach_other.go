//go:build !unix

package cli

import "os/exec"

// detach does nothing: no signal of a terminal reaches a program here.
func detach(*exec.Cmd) {}
