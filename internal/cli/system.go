package cli

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"news/internal/archive"
	"news/internal/browse"
	"news/internal/catalog"
	"news/internal/config"
	"news/internal/event"
	"news/internal/view"
)

// system is what the browser asks of the system: to open an address, to copy a text, to
// edit a page, to pipe an event into a command. It starts programs without a shell,
// but for what the user has typed as a command line.
type system struct {
	*Program
	screen *screen
	copies string // the folder with copies of pages, or ""
}

// close removes the copies of pages.
func (s *system) close() {
	if s.copies != "" {
		os.RemoveAll(s.copies)
	}
}

// Open opens an address in a browser: one of the variable BROWSER, else the system's.
// The error is a *browse.NeedsTerminal for one that runs in the terminal.
func (s *system) Open(address string) error {
	parsed, err := url.Parse(address)
	if err != nil || parsed.Scheme != "http" && parsed.Scheme != "https" || parsed.Host == "" || strings.ContainsFunc(address, isNoAddress) {
		return fmt.Errorf("%s is no address of the web", shorten(address))
	}
	wanted, _ := s.env("BROWSER")
	for _, command := range browsers(wanted, s.isSet("DISPLAY") || s.isSet("WAYLAND_DISPLAY")) {
		words := withAddress(command, address)
		if len(words) == 0 {
			continue
		}
		if _, err := exec.LookPath(words[0]); err != nil {
			continue
		}
		if isTextBrowser(words[0]) {
			inTerminal := exec.Command(words[0], words[1:]...)
			inTerminal.Env = s.Environ
			return &browse.NeedsTerminal{Command: inTerminal}
		}
		return s.startBeside(words, nil)
	}
	return errors.New("no browser for the web was found; name one with the variable BROWSER")
}

// isNoAddress reports whether an address cannot hold a character as it is. Programs
// could take it for something else.
func isNoAddress(r rune) bool { return r <= ' ' || r == 0x7f || strings.ContainsRune("\"<>\\^`{|}", r) }

// browsers returns the commands that could open an address, best first: the ones of
// BROWSER, with colons between them, then the system's. On a system with X or Wayland
// there is none without a display, since then a program would want the terminal.
func browsers(wanted string, display bool) [][]string {
	var commands [][]string
	for line := range strings.SplitSeq(wanted, string(os.PathListSeparator)) {
		commands = append(commands, shellWords(line))
	}
	switch {
	case runtime.GOOS == "windows":
		commands = append(commands, []string{"rundll32", "url.dll,FileProtocolHandler"})
	case runtime.GOOS == "darwin":
		commands = append(commands, []string{"open"})
	case display:
		commands = append(commands, []string{"xdg-open"}, []string{"gio", "open"}, []string{"x-www-browser"}, []string{"wslview"})
	default:
		commands = append(commands, []string{"wslview"})
	}
	return commands
}

// isTextBrowser reports whether a program shows the web in the terminal.
func isTextBrowser(program string) bool {
	return slices.Contains([]string{"w3m", "lynx", "links", "links2", "elinks", "cha", "browsh", "carbonyl", "www-browser"}, baseName(program))
}

// withAddress returns a command with an address in place of %s, else behind it.
func withAddress(command []string, address string) []string {
	if len(command) == 0 {
		return nil
	}
	words, found := slices.Clone(command), false
	for i, word := range words[1:] {
		if strings.Contains(word, "%s") {
			words[i+1], found = strings.ReplaceAll(word, "%s", address), true
		}
	}
	if !found {
		words = append(words, address)
	}
	return words
}

// Copy puts a text into the clipboard of the system, by the first program for it that
// is there.
func (s *system) Copy(text string) error {
	for _, words := range clipboards(s.isSet("WAYLAND_DISPLAY"), s.isSet("DISPLAY")) {
		if _, err := exec.LookPath(words[0]); err != nil {
			continue
		}
		return s.startBeside(words, clipboardBytes(words[0], text))
	}
	return errors.New("no program for a clipboard was found, such as wl-copy, xclip or xsel")
}

// clipboards returns the commands that could copy, best first.
func clipboards(wayland, x bool) [][]string {
	var commands [][]string
	switch runtime.GOOS {
	case "windows":
		return [][]string{{"clip.exe"}}
	case "darwin":
		return [][]string{{"pbcopy"}}
	}
	if wayland {
		commands = append(commands, []string{"wl-copy"})
	}
	if x {
		commands = append(commands, []string{"xclip", "-selection", "clipboard"}, []string{"xsel", "--input", "--clipboard"})
	}
	return append(commands, []string{"clip.exe"}) // of Windows around this Linux
}

// clipboardBytes returns a text as a program reads it. clip.exe wants UTF-16.
func clipboardBytes(program, text string) io.Reader {
	if program != "clip.exe" {
		return strings.NewReader(text)
	}
	return bytes.NewReader(utf16LE("\ufeff" + text))
}

// utf16LE returns a text in UTF-16, the low byte of each unit first.
func utf16LE(text string) []byte {
	var data []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		data = binary.LittleEndian.AppendUint16(data, unit)
	}
	return data
}

// startPatience is how long a program beside the browser may take to fail.
const startPatience = time.Second

// startBeside starts a program beside the browser: in a session of its own, so that
// neither signals of the terminal nor its output meet. It waits for a
// moment, in which a program that cannot do it ends with an error, and then lets it run.
func (s *system) startBeside(words []string, input io.Reader) error {
	command := exec.Command(words[0], words[1:]...)
	command.Env = s.Environ
	command.Stdin = input
	detach(command)
	if err := command.Start(); err != nil {
		return fmt.Errorf("%s cannot be started: %w", shorten(words[0]), config.WithoutPath(err))
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			return fmt.Errorf("%s has failed: %w", shorten(words[0]), err)
		}
	case <-time.After(startPatience):
	}
	return nil
}

func (s *system) isSet(name string) bool {
	value, _ := s.env(name)
	return value != ""
}

// Edit returns the command that edits the page of an event: VISUAL or EDITOR, else the
// system's editor. A page of the built-in sample is edited as a copy.
func (s *system) Edit(e event.Event) (*exec.Cmd, error) {
	line, err := s.editor()
	if err != nil {
		return nil, err
	}
	file, err := s.catalog.File(archive.Target{Event: &e})
	if errors.Is(err, catalog.ErrNoFile) {
		file, err = s.copyOf(e)
	}
	if err != nil {
		return nil, err
	}
	if file, err = filepath.Abs(file); err != nil {
		return nil, err
	}
	return line.on(file, s.Environ), nil
}

// editor returns the user's editor.
func (p *Program) editor() (commandLine, error) {
	usual := "vi"
	if runtime.GOOS == "windows" {
		usual = "notepad"
	}
	for _, name := range []string{"VISUAL", "EDITOR"} {
		if value, _ := p.env(name); strings.TrimSpace(value) != "" {
			usual = value
			break
		}
	}
	line := parseCommandLine(usual)
	if len(line.words) == 0 {
		return line, errors.New("the variable EDITOR names no program")
	}
	if line.needsShell() {
		return line, nil
	}
	if _, err := exec.LookPath(line.words[0]); err != nil {
		return line, fmt.Errorf("there is no editor %s; name one with the variable EDITOR", shorten(line.words[0]))
	}
	return line, nil
}

// copyOf writes the page of an event to a file in a folder for copies.
func (s *system) copyOf(e event.Event) (string, error) {
	page, err := s.catalog.Raw(e)
	if err != nil {
		return "", err
	}
	if s.copies == "" {
		if s.copies, err = os.MkdirTemp("", "news-"); err != nil {
			return "", err
		}
	}
	file := filepath.Join(s.copies, filepath.FromSlash(e.Path))
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return "", err
	}
	return file, os.WriteFile(file, page, 0o600)
}

// Pipe returns a command line of the user's for a shell, which reads what news show
// writes of an event into a pipe.
func (s *system) Pipe(line string, e event.Event) (*exec.Cmd, error) {
	if strings.TrimSpace(line) == "" {
		return nil, errors.New("type a command, such as wc or grep army")
	}
	command := exec.Command("sh", "-c", line)
	if runtime.GOOS == "windows" {
		command = exec.Command("cmd", "/C", line)
	}
	command.Env = s.Environ
	var page bytes.Buffer
	w := bufio.NewWriter(&page)
	s.catalog.Follow(&e)
	view.NewMarkdown(w).In(s.screen.language()).Event(e)
	if err := w.Flush(); err != nil {
		return nil, err
	}
	command.Stdin = &page
	return command, nil
}

// keepFault writes what is known of a fault of the browser to a file, for those who can
// mend it. It returns a hint that names the file.
func (p *Program) keepFault(f *browse.Fault) string {
	dir, err := p.stateDir()
	if err == nil {
		err = os.MkdirAll(dir, 0o700)
	}
	file := filepath.Join(dir, "fault.txt")
	if err == nil {
		err = os.WriteFile(file, fmt.Appendf(nil, "%v\n\n%s", f.Value, f.Stack), 0o600)
	}
	if err != nil {
		return ""
	}
	return file + " tells where in the program it is"
}
