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
	"news/internal/view"
)

// screen is standard output as one command uses it: who reads it, how wide it
// is, what it can show, and whether a pager stands between.
type screen struct {
	*bufio.Writer
	terminal bool // standard output is a terminal
	styled   bool // escape sequences may be written
	width    int
	style    view.Style

	program *Program
	flags   *common
	pager   *pager
	notes   []string // what to say once the output has been taken

	archiveLanguage string // once somebody asked
}

// newScreen looks at standard output, the flags and the environment.
func (p *Program) newScreen(flags *common) (*screen, error) {
	if err := flags.check(); err != nil {
		return nil, err
	}
	s := &screen{program: p, flags: flags}
	columns, rows, terminal := p.size(p.Out)
	s.terminal = terminal
	profile := p.profile(flags.color, terminal)
	s.styled = profile > colorprofile.NoTTY
	s.width = p.width(flags.width, columns)
	name := flags.style
	if fromEnv, _ := p.env("GLAMOUR_STYLE"); name == "" && s.forPeople() {
		name = fromEnv
	}
	var err error
	if s.style, err = view.LoadStyle(name); err != nil {
		return nil, err
	}
	out := p.Out
	if _, _, typing := p.size(p.In); terminal && !flags.noPager && !(typing && flags.readsInput) {
		if command, ok := p.pagerCommand(); ok {
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
// and closes both behind it.
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

// widest is the most columns that text is set for: a wider window would cost
// memory and serve nobody.
const widest = 10_000

// check looks at the values that the flags of every command have.
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

// forPeople reports whether the output is set for reading, not for other programs.
func (s *screen) forPeople() bool { return s.terminal || s.styled }

// finish writes what is still held back, waits for the pager, and says the notes
// where all of the output has been taken. It returns what went wrong with the
// output, else the error of the command.
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
	case flushed != nil && !isClosed(flushed): // what was to be shown is lost, which goes before all else
		return writeError(flushed)
	case err != nil:
		return err
	}
	return flushed
}

// mostNotes is how many notes follow an output at most: more would bury it.
const mostNotes = 2

// sayNotes says the first notes, unless they are not wanted, or whoever read the
// output left before its end.
func (s *screen) sayNotes() {
	if len(s.notes) == 0 || s.program.leavesNotesOut(s.flags) || hasLeft(s.program.Out) {
		return
	}
	for _, note := range s.notes[:min(len(s.notes), mostNotes)] {
		s.program.say("%s", note)
	}
}

// leavesNotesOut reports whether only errors are wanted beside the output: with
// --quiet, and in a preview of fzf, which has no room for more.
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

// writeError returns the failure that says why the output could not be written.
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

// size returns the columns and rows of the terminal behind a stream, if it is one.
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

// width returns the columns to set text for: as many as asked for, else as the
// window has, else as the environment says.
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

// profile returns which escape sequences a stream may hold: none at all (NoTTY),
// bold and the like (ASCII), or as many colours as the environment says that the
// terminal has. The flag goes before NO_COLOR, that before CLICOLOR_FORCE, that
// before CLICOLOR=0, and all of them before TERM.
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

// withoutColorSwitches returns the environment without the variables that
// profile judges itself.
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

// note keeps a note about the output, such as what a limit cut, for when the
// output has been taken. People and programs get it, the first two of a command.
func (s *screen) note(format string, args ...any) {
	s.notes = append(s.notes, "news: "+fmt.Sprintf(format, args...))
}

// noteGuess notes that a search took words for others.
func (s *screen) noteGuess() {
	s.note("no event has all these words; these have words that are near")
}

// remark is a note for somebody at a terminal. Programs have the exit code.
func (s *screen) remark(format string, args ...any) {
	if s.terminal {
		s.note(format, args...)
	}
}

// hint is a note of what else to type; an empty one is none.
func (s *screen) hint(hint string) {
	if hint != "" {
		s.notes = append(s.notes, "hint: "+hint)
	}
}

// hyperlinks reports whether the terminal shows hyperlinks. None go through a
// pager unless asked for, since older ones garble them.
func (s *screen) hyperlinks(paged bool) bool {
	switch s.flags.links {
	case "always":
		return true
	case "never":
		return false
	}
	return s.terminal && s.styled && !paged && s.program.knowsHyperlinks()
}

// knowsHyperlinks goes by what terminals with hyperlinks put into the
// environment. Multiplexers pass hyperlinks on only where they are told to.
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

// compose writes to the screen, in one piece, what draw draws. It has hyperlinks
// where the terminal shows them, nothing else is to be shown, and no pager is
// needed.
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
