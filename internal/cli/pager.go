package cli

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"news/internal/config"
	"news/internal/text"
)

// pager buffers output until it is longer than the screen, and then pipes it
// through the user's pager.
type pager struct {
	program *Program
	command commandLine
	out     io.Writer
	columns int // of the screen, 0 where it is not known
	rows    int

	held   bytes.Buffer
	lines  int
	pipe   io.WriteCloser
	ended  chan error // the result of the pager
	direct bool       // the pager cannot be started
}

// overflows reports whether the buffer and more output fill the screen.
func (p *pager) overflows(output []byte) bool {
	return p.pipe != nil || p.rows > 0 && p.lines+p.height(output) >= p.rows
}

// height returns the rows of the screen that output takes. An address can take
// several.
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

// Write writes output to the buffer or the pager. It returns errQuiet once the user
// has quit the pager.
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

// release writes the buffer to the pager, or to standard output where there is
// none.
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

// start starts the pager. Where that fails, output goes directly to standard
// output. The end of the pager ends the command, since nobody reads on.
func (p *pager) start() {
	p.direct = true
	command := p.command.pager(p.program.Environ)
	command.Stdout, command.Stderr = p.out, p.program.Err
	pipe, err := command.StdinPipe()
	if err != nil {
		return
	}
	if err := command.Start(); err != nil {
		return
	}
	p.pipe, p.direct, p.ended = pipe, false, make(chan error, 1)
	p.program.isTerminalTaken.Store(true)
	go func() {
		err := command.Wait()
		p.program.isTerminalTaken.Store(false)
		p.program.stop(errQuiet)
		p.ended <- err
	}()
}

// Close writes the buffer, and waits until the pager ends.
func (p *pager) Close() error {
	if p.pipe == nil {
		return p.release()
	}
	p.pipe.Close()
	err := <-p.ended
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return nil // the exit code of a pager does not matter
	}
	if err != nil && !errors.Is(err, os.ErrClosed) && !isClosed(err) {
		return err
	}
	return nil
}

// pagerCommand returns the user's pager, and whether there is one: an empty one,
// cat, and one that is not found do not count.
func (p *Program) pagerCommand(flags *common) (commandLine, bool) {
	if terminal, _ := p.env("TERM"); terminal == "dumb" {
		return commandLine{}, false
	}
	c := parseCommandLine(p.settings(flags).Value(config.Pager).Value.Text)
	if len(c.words) == 0 || baseName(c.words[0]) == "cat" {
		return commandLine{}, false
	}
	program := c.words[0]
	if c.needsShell() {
		program = os.Expand(program, func(name string) string {
			value, _ := p.env(name)
			return value
		})
	}
	_, err := exec.LookPath(program)
	return c, err == nil
}

// pager returns the command that starts a pager, with its environment. It makes less pass
// colours through: by LESS where the user has not set it, by an argument where the
// user's LESS does not have that option.
func (c commandLine) pager(environ []string) *exec.Cmd {
	environ = append(slices.Clone(environ), c.set...)
	command := exec.Command(c.words[0], c.words[1:]...)
	if c.needsShell() {
		command = exec.Command("sh", "-c", c.line)
	}
	options, set := lookUp(environ, "LESS")
	switch {
	case !set:
		environ = append(environ, "LESS=FRX")
	case baseName(c.words[0]) != "less" || passesColors(options) || slices.ContainsFunc(c.words[1:], isColorsFlag):
	case c.needsShell(): // less may not be the last program of the line
		environ = append(environ, "LESS=-R "+options)
	default:
		command.Args = append(command.Args, "-R")
	}
	command.Env = environ
	return command
}

// baseName returns the name of a program without its folder and .exe.
func baseName(program string) string {
	name := filepath.Base(program)
	if runtime.GOOS == "windows" {
		name = strings.TrimSuffix(strings.ToLower(name), ".exe")
	}
	return name
}

func isColorsFlag(argument string) bool {
	return strings.HasPrefix(argument, "-") && passesColors(argument)
}

// passesColors reports whether options of less pass colours through: -R or -r,
// among others or by name. In the variable LESS the hyphen can be missing, and a
// dollar sign ends a value that is text.
func passesColors(options string) bool {
	passes := false
	for options = strings.TrimSpace(options); options != ""; options = strings.TrimSpace(options) {
		if name, isLong := strings.CutPrefix(options, "--"); isLong {
			name, options = cutAny(name, " \t$")
			switch {
			case isBeginning(name, "RAW-CONTROL-CHARS"), isBeginning(name, "raw-control-chars"):
				passes = true
			case strings.HasPrefix(name, "+") && (isBeginning(name[1:], "RAW-CONTROL-CHARS") || isBeginning(name[1:], "raw-control-chars")):
				passes = false
			}
			continue
		}
		group := ""
		group, options = cutOption(options)
		if letter := strings.TrimLeft(group, "-+"); letter == "R" || letter == "r" {
			passes = !strings.Contains(group, "+")
		}
	}
	return passes
}

// cutOption cuts off the first option of one letter, with the signs before it. An
// option with a text takes all up to the dollar sign or the end.
func cutOption(options string) (option, rest string) {
	signs := len(options) - len(strings.TrimLeft(options, "-+ \t"))
	if signs == len(options) {
		return "", ""
	}
	option, rest = strings.Join(strings.Fields(options[:signs+1]), ""), options[signs+1:]
	if strings.ContainsAny(options[signs:signs+1], `koOpPtTD"`) {
		_, rest = cutAny(rest, "$")
	}
	return option, rest
}

// cutAny cuts a text at the first of some signs, which is in neither part.
func cutAny(s, signs string) (before, after string) {
	if at := strings.IndexAny(s, signs); at >= 0 {
		return s[:at], s[at+1:]
	}
	return s, ""
}

// isBeginning reports whether a name is a long option, perhaps abbreviated.
func isBeginning(name, option string) bool {
	return len(name) >= 3 && strings.HasPrefix(option, name)
}
