// Package cli is the command line of news. Each verb has its own file, with a
// struct of options, a constructor that binds the flags, and functions that turn
// arguments and flags into a question, ask package catalog, and hand the answer to
// package view. The input comes from the arguments, the environment and the
// standard streams.
package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"news/internal/archive"
	"news/internal/catalog"
	"news/internal/config"
	"news/internal/event"
	"news/internal/text"
	"news/internal/view"
)

// Program is one run of news with all its inputs and outputs, so that a test can
// use its own. Environ is in the form of os.Environ.
type Program struct {
	Args    []string
	In      io.Reader
	Out     io.Writer
	Err     io.Writer
	Environ []string
	Now     func() time.Time
	// Size returns the columns and rows of the terminal behind a stream, and
	// whether there is one; the numbers are 0 where they are not known. A nil Size
	// asks the system.
	Size func(stream any) (columns, rows int, terminal bool)

	// sleep waits between questions to a server; nil for a clock.
	sleep func(context.Context, time.Duration) error

	readUser     sync.Once
	user         *config.File // the user's settings
	saidSettings bool         // what is wrong with the settings was said
	early        []string     // notes from before the screen was opened

	lookAround sync.Once
	around     string // the archive around the working folder
	aroundErr  error

	choosing sync.Mutex // holds chosen and its settings
	chosen   *choice

	opened  *archive.Archive
	catalog *catalog.Catalog         // of the open archive
	bar     atomic.Pointer[progress] // the bar on the terminal
	stop    context.CancelCauseFunc  // ends the command with a cause

	// isTerminalTaken says that a pager or the browser has the terminal, and handles
	// interrupts.
	isTerminalTaken atomic.Bool
}

// Main runs news with its arguments and returns the exit code.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	p := &Program{Args: args, In: stdin, Out: stdout, Err: stderr, Environ: os.Environ(), Now: time.Now}
	return p.Run()
}

// Run runs the program and returns its exit code. An interrupt ends it at once.
func (p *Program) Run() int {
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	p.stop = cancel
	interrupts := make(chan os.Signal, 1)
	if !signal.Ignored(os.Interrupt) {
		signal.Notify(interrupts, os.Interrupt)
	}
	defer signal.Stop(interrupts)
	done := make(chan int, 1)
	go func() { done <- p.execute(ctx) }()
	for {
		select {
		case code := <-done:
			return code
		case <-interrupts:
			if !p.isTerminalTaken.Load() {
				cancel(context.Canceled)
				// Give the command time to flush its output, unless it waits for
				// input.
				select {
				case <-done:
				case <-time.After(100 * time.Millisecond):
				}
				if bar := p.bar.Load(); bar != nil {
					bar.wipe()
				}
				return exitInterrupted
			}
		}
	}
}

// execute runs the command that the arguments name.
func (p *Program) execute(ctx context.Context) int {
	// cobra writes completions without checking for errors.
	var written bytes.Buffer
	root := p.newRoot()
	if len(p.Args) > 0 && p.Args[0] == "--" { // no flags come before it
		p.Args = p.Args[1:]
	}
	p.Args = p.withShow(ctx, root)
	args, err := p.withSaved(root, p.Args)
	if err == nil {
		p.Args = args
		root.SetArgs(p.Args)
		root.SetOut(&written)
		err = root.ExecuteContext(ctx)
	}
	if errors.Is(err, context.Canceled) {
		err = context.Cause(ctx)
	}
	if err == nil && written.Len() > 0 {
		_, err = p.Out.Write(written.Bytes())
		err = writeError(err)
	}
	p.reportSkipped(err)
	code := p.exit(err)
	if p.opened != nil {
		p.opened.Close()
	}
	return code
}

// today returns the current day.
func (p *Program) today() event.Date { return event.DateOf(p.Now()) }

// env returns an environment variable, and whether it is set.
func (p *Program) env(name string) (string, bool) { return lookUp(p.Environ, name) }

// lookUp returns a variable of an environment, and whether it is set. The last of
// several settings counts, as for child processes.
func lookUp(environ []string, name string) (string, bool) {
	for _, entry := range slices.Backward(environ) {
		if len(entry) > len(name) && entry[len(name)] == '=' && entry[:len(name)] == name {
			return entry[len(name)+1:], true
		}
	}
	return "", false
}

// say writes a message for people to standard error: one line, or lines wrapped at
// the width of a terminal. It cleans the message, since text of a page, a name or
// an argument may be in it.
func (p *Program) say(format string, args ...any) {
	message := text.Plain(fmt.Sprintf(format, args...))
	for _, lead := range []string{"news: ", "hint: "} {
		if rest, found := strings.CutPrefix(message, lead); found {
			p.sayAfter(lead, rest)
			return
		}
	}
	p.sayAfter("", message)
}

// sayAfter writes a clean message behind its lead. Further lines on a terminal are
// indented by the width of the lead.
func (p *Program) sayAfter(lead, message string) {
	const fewest = 10 // columns beside the lead
	lines := []string{message}
	if columns, _, terminal := p.size(p.Err); terminal {
		width := min(p.width(0, columns), view.Widest)
		lines = view.Fill(message, max(width-text.Width(lead), fewest))
	}
	indent := "\n" + strings.Repeat(" ", text.Width(lead))
	fmt.Fprintln(p.Err, lead+strings.Join(lines, indent))
}

// reportSkipped says what could not be read and was skipped. It leaves out the page
// that is the command's own error.
func (p *Program) reportSkipped(err error) {
	if p.catalog == nil {
		return
	}
	n, first := p.catalog.Skipped()
	var asked *archive.PageError
	if errors.As(err, &asked) && n == 1 && first[0].Path == asked.Path {
		return
	}
	switch {
	case n == 1:
		p.say("news: skipped 1 file or folder that cannot be read: %s", first[0])
	case n > 1:
		p.say("news: skipped %d files and folders that cannot be read, the first: %s", n, first[0])
	}
}
