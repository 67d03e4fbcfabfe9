package browse

import (
	"context"
	"io"
	"os"
	"os/exec"

	tea "charm.land/bubbletea/v2"
)

// SignalError is the error of a browser that a signal has ended.
type SignalError struct{ Signal os.Signal }

func (e *SignalError) Error() string { return "ended by a signal: " + e.Signal.String() }

// faultOf returns the error for a panic that came back as a message.
func faultOf(err error) error { return err }

// runProgram runs a model on a terminal until it is left.
func runProgram(ctx context.Context, m tea.Model, in io.Reader, out io.Writer, env []string) error {
	_, err := tea.NewProgram(m, tea.WithContext(ctx), tea.WithInput(in), tea.WithOutput(out), tea.WithEnvironment(env),
		tea.WithFPS(framesPerSecond), tea.WithFilter(func(_ tea.Model, msg tea.Msg) tea.Msg { return keepWidths(msg) })).Run()
	return err
}

// lend returns a command that gives the terminal to another program until it ends.
func lend(command *exec.Cmd, _ bool, then func(error) tea.Msg) tea.Cmd {
	return tea.ExecProcess(command, then)
}
