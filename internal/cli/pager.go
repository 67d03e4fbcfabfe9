package cli

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"

	"news/internal/text"
)

// pager holds output back until it is longer than the screen, and then pipes
// it through the user's pager.
type pager struct {
	program *Program
	out     io.Writer
	columns int // of the screen, 0 where that is unknown
	rows    int

	held   bytes.Buffer
	lines  int
	pipe   io.WriteCloser
	ended  chan error // what came of the pager
	direct bool       // there is no pager to be had
}

// overflows tells whether output together with what is held fills the screen.
func (p *pager) overflows(output []byte) bool {
	return p.pipe != nil || p.rows > 0 && p.lines+p.height(output) >= p.rows
}

// height returns how many rows of the screen output takes: an address can be
// longer than a row.
func (p *pager) height(output []byte) int {
	rows := bytes.Count(output, []byte("\n"))
	if p.columns <= 0 {
		return rows
	}
	for line := range bytes.Lines(output) {
		if shown, ended := strings.CutSuffix(string(line), "\n"); ended && len(shown) > p.columns {
			rows += max(0, text.Width(shown)-1) / p.columns
		}
	}
	return rows
}

// Write takes output in. Once the pager has been quit it gives errQuiet.
func (p *pager) Write(data []byte) (int, error) {
	switch {
	case p.direct:
		return p.out.Write(data)
	case p.pipe != nil:
		if n, err := p.pipe.Write(data); err != nil {
			return n, errQuiet
		}
		return len(data), nil
	case !p.overflows(data):
		p.lines += p.height(data)
		return p.held.Write(data)
	}
	p.held.Write(data)
	p.start()
	if err := p.release(); err != nil {
		return 0, err
	}
	return len(data), nil
}

// release writes what is held to where it is to go.
func (p *pager) release() error {
	held := p.held.Bytes()
	p.held = bytes.Buffer{}
	if p.pipe == nil {
		_, err := p.out.Write(held)
		return err
	}
	if _, err := p.pipe.Write(held); err != nil {
		return errQuiet
	}
	return nil
}

// start starts the pager. Where there is none, output goes out directly. The
// end of the pager ends the command: nobody reads on.
func (p *pager) start() {
	p.direct = true
	command := shellCommand(p.program.pagerCommand())
	command.Stdout, command.Stderr = p.out, p.program.Err
	command.Env = p.program.Environ
	if _, set := p.program.env("LESS"); !set {
		command.Env = append(command.Env[:len(command.Env):len(command.Env)], "LESS=FRX")
	}
	pipe, err := command.StdinPipe()
	if err != nil {
		return
	}
	if err := command.Start(); err != nil {
		return
	}
	p.pipe, p.direct, p.ended = pipe, false, make(chan error, 1)
	p.program.paging.Store(true)
	go func() {
		err := command.Wait()
		p.program.paging.Store(false)
		p.program.stop(errQuiet)
		p.ended <- err
	}()
}

// shellCommand makes a command of a line as the shell reads it, where there is
// one.
func shellCommand(line string) *exec.Cmd {
	if runtime.GOOS != "windows" {
		return exec.Command("sh", "-c", line)
	}
	words := strings.Fields(line)
	return exec.Command(words[0], words[1:]...)
}

// hasPager tells whether the user has a pager and the terminal can show one.
func (p *Program) hasPager() bool {
	if terminal, _ := p.env("TERM"); terminal == "dumb" {
		return false
	}
	words := strings.Fields(p.pagerCommand())
	for len(words) > 0 && strings.Contains(words[0], "=") { // a variable for it alone
		words = words[1:]
	}
	if len(words) == 0 || words[0] == "cat" {
		return false
	}
	_, err := exec.LookPath(words[0])
	return err == nil
}

// pagerCommand gives the user's pager, "" for none.
func (p *Program) pagerCommand() string {
	for _, name := range []string{"NEWS_PAGER", "PAGER"} {
		if value, set := p.env(name); set {
			return value
		}
	}
	return "less"
}

// Close writes what is held, and waits until the pager has been quit.
func (p *pager) Close() error {
	if p.pipe == nil {
		return p.release()
	}
	p.pipe.Close()
	err := <-p.ended
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return nil // how a pager was quit is no affair of ours
	}
	if err != nil && !errors.Is(err, os.ErrClosed) && !isClosed(err) {
		return err
	}
	return nil
}
