//go:build unix

// Package ptytest runs programs on a pseudo-terminal for tests, and tells what they
// leave behind: the settings of the terminal, and the modes that escape sequences have
// switched on.
package ptytest

import (
	"fmt"
	"os"
	"os/exec"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/term"
)

// Patience is how long a test waits for a program before it fails.
const Patience = 20 * time.Second

// Terminal is a pseudo-terminal with a program on it.
type Terminal struct {
	t       testing.TB
	master  *os.File
	slave   *os.File
	command *exec.Cmd
	ended   chan struct{}
	before  *term.State

	mu     sync.Mutex
	output []byte
	seen   int // of the output, by Wait
	wakes  chan struct{}

	frozen atomic.Bool
	closed chan struct{}
	// drained is closed after the last output was read.
	drained chan struct{}
}

// Start starts a program on a new terminal, as the leader of a new session. The
// terminal and the program are gone after the test.
func Start(t testing.TB, command *exec.Cmd, columns, rows int) *Terminal {
	t.Helper()
	master, slave := open(t)
	p := &Terminal{t: t, master: master, slave: slave, command: command, ended: make(chan struct{}), wakes: make(chan struct{}, 1), closed: make(chan struct{}), drained: make(chan struct{})}
	p.Resize(columns, rows)
	p.before = p.settings()
	command.Stdin, command.Stdout, command.Stderr = slave, slave, slave
	command.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	go p.read()
	go func() {
		command.Wait()
		close(p.ended)
	}()
	t.Cleanup(func() {
		close(p.closed)
		p.Close()
		command.Process.Kill()
		<-p.ended
	})
	return p
}

// open opens both ends of a terminal. Reading the first end can be interrupted by
// closing it, as pty.Open's cannot.
func open(t testing.TB) (master, slave *os.File) {
	t.Helper()
	blocking, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer blocking.Close()
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	fd, err := syscall.Dup(int(blocking.Fd()))
	if err == nil {
		syscall.CloseOnExec(fd)
		err = syscall.SetNonblock(fd, true)
	}
	if err != nil {
		t.Fatal(err)
	}
	return os.NewFile(uintptr(fd), "terminal"), slave
}

// read collects the output.
func (p *Terminal) read() {
	defer close(p.drained)
	buffer := make([]byte, 4096)
	for {
		for p.frozen.Load() {
			select {
			case <-p.closed:
				return
			case <-time.After(10 * time.Millisecond):
			}
		}
		n, err := p.master.Read(buffer)
		p.mu.Lock()
		p.output = append(p.output, buffer[:n]...)
		p.mu.Unlock()
		select {
		case p.wakes <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

// Resize changes the size of the window.
func (p *Terminal) Resize(columns, rows int) {
	p.t.Helper()
	if err := pty.Setsize(p.slave, &pty.Winsize{Cols: uint16(columns), Rows: uint16(rows)}); err != nil {
		p.t.Fatal(err)
	}
}

// Type types keys.
func (p *Terminal) Type(keys string) {
	p.t.Helper()
	if _, err := p.master.WriteString(keys); err != nil {
		p.t.Fatal(err)
	}
}

// Wait waits until the output has a text behind the last one that was waited for. It
// returns the output up to the end of the text.
func (p *Terminal) Wait(text string) string {
	p.t.Helper()
	deadline := time.After(Patience)
	for {
		p.mu.Lock()
		at := strings.Index(string(p.output[p.seen:]), text)
		if at >= 0 {
			before := string(p.output[p.seen : p.seen+at+len(text)])
			p.seen += at + len(text)
			p.mu.Unlock()
			return before
		}
		p.mu.Unlock()
		select {
		case <-p.wakes:
		case <-deadline:
			p.t.Fatalf("the terminal shows no %q; it got %q", text, p.Output())
		}
	}
}

// Output returns all output so far.
func (p *Terminal) Output() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return string(p.output)
}

// Close closes the terminal, as a window is closed.
func (p *Terminal) Close() {
	p.slave.Close()
	p.master.Close()
}

// End waits until the program has ended, and all its output was read. It returns how
// the program ended.
func (p *Terminal) End() *os.ProcessState {
	p.t.Helper()
	select {
	case <-p.ended:
	case <-time.After(Patience):
		p.t.Fatalf("the program does not end; the terminal got %q", p.Output())
	}
	p.slave.Close()
	select {
	case <-p.drained:
	case <-time.After(Patience):
		p.t.Fatal("another process keeps the terminal")
	}
	return p.command.ProcessState
}

// IsAsBefore reports whether the terminal's settings are the ones from before the
// program.
func (p *Terminal) IsAsBefore() bool {
	p.t.Helper()
	return reflect.DeepEqual(p.before, p.settings())
}

// settings returns the settings of the terminal. They can be asked for at either end,
// but at the program's end only while its session lasts.
func (p *Terminal) settings() (now *term.State) {
	p.t.Helper()
	conn, err := p.master.SyscallConn()
	if err == nil {
		conn.Control(func(fd uintptr) { now, err = term.GetState(int(fd)) })
	}
	if err != nil {
		p.t.Fatal(err)
	}
	return now
}

// Freeze makes the terminal take no more output than fits into its buffer.
func (p *Terminal) Freeze() { p.frozen.Store(true) }

// sequences are the escape sequences that change modes and levels of a terminal.
var sequences = regexp.MustCompile(`\x1b\[(\?[0-9;]+[hl]|[<>=]?[0-9;]*u|>4(;[0-9])?m|2[23];2t|=0;1u)`)

// normal are the modes that are on, or off, in a terminal that nobody has changed.
var normal = map[string]bool{"25": true, "7": true}

// Left returns what is not as in a new terminal: modes that are on, such as "?1049"
// for the alternate screen, or off, such as "no ?25" for the cursor, protocols for
// keys, and titles that were kept.
func (p *Terminal) Left() []string {
	modes := make(map[string]bool)
	levels := map[string]int{}
	for _, found := range sequences.FindAllStringSubmatch(p.Output(), -1) {
		note(found[1], modes, levels)
	}
	var left []string
	for mode, on := range modes {
		switch {
		case on && !normal[mode]:
			left = append(left, "?"+mode)
		case !on && normal[mode]:
			left = append(left, "no ?"+mode)
		}
	}
	for name, level := range levels {
		if level != 0 {
			left = append(left, fmt.Sprintf("%s: %d", name, level))
		}
	}
	return left
}

// note notes what a sequence changes.
func note(sequence string, modes map[string]bool, levels map[string]int) {
	switch {
	case sequence[0] == '?':
		for mode := range strings.SplitSeq(strings.Trim(sequence, "?hl"), ";") {
			modes[mode] = strings.HasSuffix(sequence, "h")
		}
	case sequence == "22;2t":
		levels["titles"]++
	case sequence == "23;2t":
		levels["titles"]--
	case strings.HasPrefix(sequence, ">4"):
		level, _ := strconv.Atoi(strings.Trim(sequence, ">m4;"))
		levels["other keys"] = level
	case strings.HasPrefix(sequence, ">"):
		levels["keys"]++
	case strings.HasPrefix(sequence, "<"):
		levels["keys"]--
	}
}
