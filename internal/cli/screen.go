package cli

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"golang.org/x/term"

	"news/internal/catalog"
	"news/internal/config"
	"news/internal/view"
)

// screen is standard output for one command: its reader, its width, what it can
// show, and a pager if there is one.
type screen struct {
	*bufio.Writer
	terminal bool // standard output is a terminal
	styled   bool // escape sequences may be written
	width    int
	style    view.Style
	color    string // when to colour, as --color takes it
	links    string // when to write hyperlinks, as --hyperlinks takes it

	program *Program
	flags   *common
	pager   *pager
	notes   []string // notes to write after the output

	archiveLanguage string // cached
}

// newScreen returns the screen for standard output, the flags and the environment.
func (p *Program) newScreen(flags *common) (*screen, error) {
	if err := flags.check(); err != nil {
		return nil, err
	}
	s := &screen{program: p, flags: flags}
	columns, rows, terminal := p.size(p.Out)
	s.terminal = terminal
	p.reportSettings(flags)
	s.color = p.color(flags)
	profile := p.profile(s.color, terminal)
	s.styled = profile > colorprofile.NoTTY
	s.width = p.width(flags.width, columns)
	s.links = p.settings(flags).Value(config.Hyperlinks).Value.Text
	for _, note := range p.early {
		s.note("%s", note)
	}
	var err error
	if s.style, err = s.loadStyle(); err != nil {
		return nil, err
	}
	out := p.Out
	if _, _, typing := p.size(p.In); terminal && !flags.noPager && !(typing && flags.readsInput) {
		if command, ok := p.pagerCommand(flags); ok {
			s.pager = &pager{program: p, command: command, out: out, columns: columns, rows: rows}
			out = s.pager
		}
	}
	if s.forPeople() {
		out = &colorprofile.Writer{Forward: out, Profile: profile}
	}
	s.Writer = bufio.NewWriterSize(out, 64<<10)
	return s, nil
}

// withCatalog opens the screen and a catalog of the archive for a command's work,
// and closes both after it.
func (p *Program) withCatalog(flags *common, work func(*catalog.Catalog, *screen) error) error {
	s, err := p.newScreen(flags)
	if err != nil {
		return err
	}
	a, err := p.openArchive(flags)
	if err != nil {
		return err
	}
	p.catalog = p.catalogOf(flags, a)
	defer p.catalog.Close()
	return s.finish(work(p.catalog, s))
}

// widest is the greatest width of text in columns: a wider window would only cost
// memory.
const widest = 10_000

// check checks the values of the flags of every command.
func (f *common) check() error {
	if err := oneOf("color", f.color, "auto", "always", "never"); err != nil {
		return err
	}
	if err := oneOf("hyperlinks", f.links, "auto", "always", "never"); err != nil {
		return err
	}
	if f.lang != "" {
		if err := oneOf("lang", f.lang, view.Languages()...); err != nil {
			return err
		}
	}
	if f.width < 0 || f.width > widest {
		return usageError("leave --width out to use the window's", "--width cannot be %d: it is a number of columns from 1 to %d", f.width, widest)
	}
	return nil
}

// forPeople reports whether the output is for people, not for other programs.
func (s *screen) forPeople() bool { return s.terminal || s.styled }

// finish flushes the output, waits for the pager, and writes the notes if the
// output was read to its end. It returns the error of the output, else the error of
// the command.
func (s *screen) finish(err error) error {
	flushed := s.Flush()
	if s.pager != nil {
		if closed := s.pager.Close(); flushed == nil {
			flushed = closed
		}
	}
	if flushed == nil && !isWrite(err) && !isClosed(err) && !errors.Is(err, context.Canceled) {
		s.sayNotes()
	}
	switch {
	case isWrite(err):
		return writeError(err)
	case flushed != nil && !isClosed(flushed): // lost output matters more than other errors
		return writeError(flushed)
	case err != nil:
		return err
	}
	return flushed
}

// leavesNotesOut reports whether notes are not wanted: with --quiet, and in a
// preview of fzf, which has no room for them.
func (p *Program) leavesNotesOut(flags *common) bool {
	preview, _ := p.env("FZF_PREVIEW_COLUMNS")
	return flags.quiet || preview != ""
}

// outputError is an error of writing the output.
type outputError struct{ error }

func (e outputError) Unwrap() error { return e.error }

func isWrite(err error) bool {
	var path *os.PathError
	var output outputError
	return errors.As(err, &output) || errors.As(err, &path) && path.Op == "write"
}

// writeError returns the failure for output that could not be written.
func writeError(err error) error {
	if err == nil || isClosed(err) {
		return err
	}
	var path *os.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return &failure{fmt.Errorf("the output cannot be written: %w", err), "", exitSystem}
}

func (p *Program) size(stream any) (columns, rows int, terminal bool) {
	if p.Size == nil {
		return size(stream)
	}
	return p.Size(stream)
}

// size returns the columns and rows of the terminal behind a stream, and whether it
// is one.
func size(stream any) (columns, rows int, terminal bool) {
	file, ok := stream.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return 0, 0, false
	}
	columns, rows, err := term.GetSize(int(file.Fd()))
	if err != nil {
		columns, rows = 0, 0
	}
	return columns, rows, true
}

// width returns the columns to set text for: the flag's value, else the window's,
// else the environment's.
func (p *Program) width(asked, window int) int {
	if asked > 0 {
		return asked
	}
	if window > 0 {
		return window
	}
	for _, name := range []string{"FZF_PREVIEW_COLUMNS", "COLUMNS"} {
		value, _ := p.env(name)
		if n, err := strconv.Atoi(value); err == nil && n > 0 {
			return min(n, widest)
		}
	}
	for _, stream := range []any{p.Err, p.In} {
		if columns, _, ok := p.size(stream); ok && columns > 0 {
			return columns
		}
	}
	return 80
}

// profile returns the escape sequences that a stream may have: none (NoTTY), bold
// and the like (ASCII), or the colours that the terminal has by its environment.
// The order of precedence is: the flag, NO_COLOR, CLICOLOR_FORCE, CLICOLOR=0, TERM.
func (p *Program) profile(color string, terminal bool) colorprofile.Profile {
	fromEnv := colorprofile.Env(p.withoutColorSwitches())
	noColor, _ := p.env("NO_COLOR")
	cliColor, _ := p.env("CLICOLOR")
	force, _ := p.env("CLICOLOR_FORCE")
	forced := force != "" && force != "0"
	switch {
	case color == "never":
		return colorprofile.NoTTY
	case color == "always":
		return max(fromEnv, colorprofile.ANSI)
	case noColor != "" && terminal:
		return min(fromEnv, colorprofile.ASCII)
	case noColor != "":
		return colorprofile.NoTTY
	case forced:
		return max(fromEnv, colorprofile.ANSI)
	case !terminal, cliColor == "0":
		return colorprofile.NoTTY
	}
	return fromEnv
}

// withoutColorSwitches returns the environment without the variables that profile
// checks itself.
func (p *Program) withoutColorSwitches() []string {
	var environ []string
	for _, entry := range p.Environ {
		name, _, _ := strings.Cut(entry, "=")
		if name != "NO_COLOR" && name != "CLICOLOR_FORCE" && name != "CLICOLOR" {
			environ = append(environ, entry)
		}
	}
	return environ
}

// hyperlinks reports whether the output has hyperlinks. Output for a pager has them
// only with the flag, since older pagers garble them.
func (s *screen) hyperlinks(paged bool) bool {
	switch s.links {
	case "always":
		return true
	case "never":
		return false
	}
	return s.terminal && s.styled && !paged && s.program.knowsHyperlinks()
}

// knowsHyperlinks reports whether the environment has a variable of a terminal with
// hyperlinks. Multiplexers do not count, since they pass hyperlinks on only if
// configured so.
func (p *Program) knowsHyperlinks() bool {
	if inTmux, _ := p.env("TMUX"); inTmux != "" {
		return false
	}
	for _, name := range []string{"WT_SESSION", "KITTY_WINDOW_ID", "DOMTERM", "KONSOLE_VERSION", "ALACRITTY_WINDOW_ID"} {
		if value, _ := p.env(name); value != "" {
			return true
		}
	}
	if vte, _ := p.env("VTE_VERSION"); len(vte) >= 4 && vte >= "5000" {
		return true
	}
	name, _ := p.env("TERM")
	program, _ := p.env("TERM_PROGRAM")
	for _, known := range []string{"kitty", "alacritty", "foot", "ghostty", "wezterm", "contour", "iterm", "vscode", "hyper", "rio", "zed"} {
		if strings.Contains(strings.ToLower(program+" "+name), known) {
			return true
		}
	}
	return false
}

// compose writes the output of draw to the screen in one piece. It has hyperlinks
// where the terminal shows them, there is no other output, and no pager is needed.
func (s *screen) compose(alone bool, draw func(*view.Terminal)) error {
	var buffer bytes.Buffer
	links := s.hyperlinks(!alone && s.pager != nil)
	s.draw(&buffer, links, draw)
	if s.pager != nil && links != s.hyperlinks(true) && s.pager.overflows(buffer.Bytes()) {
		buffer.Reset()
		s.draw(&buffer, s.hyperlinks(true), draw)
	}
	_, err := s.Write(buffer.Bytes())
	return err
}

func (s *screen) draw(w io.Writer, links bool, draw func(*view.Terminal)) {
	draw(view.NewTerminal(w, s.style, s.width, links).In(s.language()))
}
