package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"news/internal/text"
)

// run is one run of news in a test: its input and its output.
type run struct {
	args    []string
	in      string
	environ []string
	out     io.Writer // a second place for the output, or nil
	columns int       // of the terminal behind standard error; 0 for no terminal

	code   int
	stdout string
	stderr string
}

func (r *run) run(t *testing.T) {
	t.Helper()
	var out, errs bytes.Buffer
	to := io.Writer(&out)
	if r.out != nil {
		to = r.out
	}
	p := &Program{
		Args: r.args, In: strings.NewReader(r.in), Out: to, Err: &errs,
		Environ: append([]string{"TERM=xterm", "NEWS_CACHE=" + t.TempDir()}, r.environ...),
		Now:     func() time.Time { return time.Date(2016, 4, 5, 12, 0, 0, 0, time.UTC) },
		Size:    func(stream any) (int, int, bool) { return r.columns, 24, r.columns > 0 && stream == &errs },
	}
	r.code = p.Run()
	r.stdout, r.stderr = out.String(), errs.String()
}

// writePages makes an archive of pages: paths below news, and headlines.
func writePages(t *testing.T, pages map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for path, headline := range pages {
		name := filepath.Join(dir, "news", filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("# "+headline+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// failing is an output that cannot be written.
type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// TestExitCodes checks the exit codes that the README lists.
func TestExitCodes(t *testing.T) {
	dir := writePages(t, map[string]string{
		"2016/04/3/harbour-freezes.md": "The harbour freezes",
		"2016/04/3/harbour-thaws.md":   "The harbour thaws",
		"2016/04/3/ferry-waits.md":     "The ferry waits",
	})
	hollow := t.TempDir()
	if err := os.MkdirAll(filepath.Join(hollow, "news", "2016"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "news", "2016", "04", "3", "folder.md"), 0o755); err != nil {
		t.Fatal(err)
	}
	full := failing{&os.PathError{Op: "write", Path: "/dev/stdout", Err: errors.New("no space left on device")}}
	gone := failing{errQuiet}
	tests := []struct {
		name string
		run
		want int
	}{
		{"done", run{args: []string{"list"}}, exitOK},
		{"an empty list", run{args: []string{"list", "1999"}}, exitOK},
		{"help", run{args: []string{"help"}}, exitOK},
		{"the reader has left", run{args: []string{"list"}, out: gone}, exitOK},
		{"no references on standard input", run{args: []string{"show", "-"}}, exitOK},
		{"a search finds nothing", run{args: []string{"search", "volcano"}}, exitNoMatch},
		{"no related events", run{args: []string{"related", "2016/04/3/ferry-waits"}}, exitNoMatch},
		{"no path", run{args: []string{"path", "2016/04/3/1", "2016/04/3/2"}}, exitNoMatch},
		{"no such command", run{args: []string{"lst"}}, exitUsage},
		{"no such flag", run{args: []string{"list", "--topc", "a"}}, exitUsage},
		{"a date that is none", run{args: []string{"list", "2016-02-30"}}, exitUsage},
		{"a query that makes no sense", run{args: []string{"search", "(harbour"}}, exitUsage},
		{"a missing argument", run{args: []string{"show"}}, exitUsage},
		{"one argument too many", run{args: []string{"version", "1"}}, exitUsage},
		{"JSON without a reference", run{args: []string{"show", "-"}, in: "{}\n"}, exitUsage},
		{"a day without events", run{args: []string{"show", "2016/04/4"}}, exitNotFound},
		{"an event that is not there", run{args: []string{"show", "2016/04/3/carnival"}}, exitNotFound},
		{"several events", run{args: []string{"show", "2016/04/3/harbour"}}, exitNotFound},
		{"the first bad reference counts", run{args: []string{"show", "2016/04/3/1", "2016/04/4", "2016-02-30"}}, exitNotFound},
		{"no such folder", run{args: []string{"list", "--archive", filepath.Join(dir, "nowhere")}}, exitArchive},
		{"a folder that is no archive", run{args: []string{"list", "--archive", t.TempDir()}}, exitArchive},
		{"an empty archive", run{args: []string{"list", "--archive", hollow}}, exitArchive},
		{"an archive of the environment", run{args: []string{"list"}, environ: []string{"NEWS_ARCHIVE=" + hollow}}, exitArchive},
		{"a page that cannot be read on the way", run{args: []string{"list", "2016"}}, exitOK},
		{"the output cannot be written", run{args: []string{"list"}, out: full}, exitSystem},
		{"help cannot be written", run{args: []string{"help"}, out: full}, exitSystem},
		{"the version cannot be written", run{args: []string{"version"}, out: full}, exitSystem},
		{"standard output is lost before a bad reference", run{args: []string{"show", "2016/04/3", "2016/04/4"}, out: full}, exitSystem},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := test.run
			r.environ = append([]string{"NEWS_ARCHIVE=" + dir}, r.environ...)
			r.run(t)
			if r.code != test.want {
				t.Errorf("exit code %d, want %d; %s", r.code, test.want, r.stderr)
			}
			if quiet := test.want <= exitNoMatch; !quiet && !strings.HasPrefix(r.stderr, "news: ") {
				t.Errorf("standard error is %q", r.stderr)
			}
			for line := range strings.Lines(r.stderr) {
				if !strings.HasPrefix(line, "news: ") && !strings.HasPrefix(line, "hint: ") && !strings.HasPrefix(line, "2016/04/3/") {
					t.Errorf("there is a line %q", line)
				}
			}
		})
	}
}

// TestAmbiguousReferenceListsTenEvents checks names that begin many events, on one
// day and on many days.
func TestAmbiguousReferenceListsTenEvents(t *testing.T) {
	pages := map[string]string{}
	for i := range 13 {
		pages[fmt.Sprintf("2016/04/3/the-toll-%02d.md", i)] = fmt.Sprintf("The toll rises to %d", i)
		pages[fmt.Sprintf("2015/05/%d/a-storm-%02d.md", i+1, i)] = fmt.Sprintf("A storm of force %d", i)
	}
	dir := writePages(t, pages)
	var oneDay, anyDay []string
	for i := range 10 {
		oneDay = append(oneDay, fmt.Sprintf("2016/04/3/%-2d  The toll rises to %d", i+1, i))
		anyDay = append(anyDay, fmt.Sprintf("%-12s  A storm of force %d", fmt.Sprintf("2015/05/%d/1", 13-i), 12-i))
	}
	tests := []struct {
		args []string
		want []string
	}{
		{[]string{"show", "2016/04/3/the-toll"}, append([]string{"news: 2016/04/3/the-toll could be any of 13 events"}, append(oneDay, "and 3 more")...)},
		{[]string{"related", "2016/04/3/the-toll"}, append([]string{"news: 2016/04/3/the-toll could be any of 13 events"}, append(oneDay, "and 3 more")...)},
		{[]string{"show", "a-storm"}, append([]string{"news: a-storm could be any of 13 events"}, append(anyDay, "and 3 more")...)},
		{[]string{"show", "a-storm", "--no-index"}, append([]string{"news: a-storm could be any of 13 events"}, append(anyDay, "and 3 more")...)},
		{[]string{"show", "a-storm-1", "-q"}, []string{"news: a-storm-1 could be any of 3 events",
			"2015/05/13/1  A storm of force 12", "2015/05/12/1  A storm of force 11", "2015/05/11/1  A storm of force 10"}},
	}
	for _, test := range tests {
		r := run{args: test.args, environ: []string{"NEWS_ARCHIVE=" + dir}}
		r.run(t)
		if diff := cmp.Diff(test.want, strings.Split(strings.TrimSuffix(r.stderr, "\n"), "\n")); diff != "" || r.code != exitNotFound {
			t.Errorf("%v: %d (-want +got):\n%s", test.args, r.code, diff)
		}
	}
}

// TestMessagesAreSetForTheTerminal checks that an error is one line for programs,
// and is wrapped at the window's width for people.
func TestMessagesAreSetForTheTerminal(t *testing.T) {
	dir := writePages(t, map[string]string{
		"2016/04/3/harbour-a.md": "The harbour freezes while the tugs of the port work through the night",
		"2016/04/3/harbour-b.md": "The harbour master resigns",
	})
	commands := [][]string{
		{"list", "--archive", filepath.Join(dir, "some", "folder", "that", "is", "not", "there")},
		{"search", "volcano", "AND", "(harbour", "OR", "ferry", "OR", "tug", "--archive", dir},
		{"show", "2016/04/3/harbour", "--archive", dir},
		{"list", "--color", "purple"},
		{"xyzzy"},
		{"list", "--count"},
	}
	for _, args := range commands {
		piped := run{args: args}
		piped.run(t)
		for _, columns := range []int{50, 80, 300} {
			r := run{args: args, columns: columns}
			r.run(t)
			if got, want := strings.Fields(r.stderr), strings.Fields(piped.stderr); !cmp.Equal(got, want) {
				t.Errorf("%v at %d columns: %q is not what a pipe gets: %q", args, columns, r.stderr, piped.stderr)
			}
			for line := range strings.Lines(r.stderr) {
				line = strings.TrimSuffix(line, "\n")
				if text.Width(line) > min(columns, 100) && !strings.Contains(line, dir) {
					t.Errorf("%v at %d columns: %q", args, columns, line)
				}
			}
		}
	}
	r := run{args: []string{"xyzzy"}, columns: 50}
	r.run(t)
	want := "news: there is no command \"xyzzy\"\n" +
		"hint: to look for words, type news search xyzzy;\n" +
		"      news help lists the commands\n"
	if diff := cmp.Diff(want, r.stderr); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestNotesInTwoLines joins notes so that none is left out, and the last keeps a line
// of its own.
func TestNotesInTwoLines(t *testing.T) {
	for _, test := range []struct{ notes, want []string }{
		{nil, nil},
		{[]string{"news: a"}, []string{"news: a"}},
		{[]string{"hint: a", "news: b"}, []string{"hint: a", "news: b"}},
		{[]string{"news: a", "news: b", "news: 1 of 2"}, []string{"news: a; b", "news: 1 of 2"}},
		{[]string{"news: a: b", "news: c", "news: d", "news: 1 of 2"}, []string{"news: a: b; c; d", "news: 1 of 2"}},
		{[]string{"news: a", "hint: b", "news: 1 of 2"}, []string{"news: a; 1 of 2", "hint: b"}},
		{[]string{"hint: a", "hint: b", "hint: c"}, []string{"hint: a; b; c"}},
	} {
		if diff := cmp.Diff(test.want, fewer(test.notes)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.notes, diff)
		}
	}
}

// TestNotes checks the notes behind an output: at most two lines, and only
// where the output was read to its end and notes are wanted.
func TestNotes(t *testing.T) {
	note := func(s *screen) {
		s.note("one of %d", 9)
		s.hint("two")
		s.note("three")
	}
	unread := &failure{errors.New("a page cannot be read"), "", exitArchive}
	tests := []struct {
		name  string
		flags common
		env   []string
		out   io.Writer
		err   error
		want  string
	}{
		{name: "all in two lines", want: "news: one of 9; three\nhint: two\n"},
		{name: "nothing matched", err: errNoMatch, want: "news: one of 9; three\nhint: two\n"},
		{name: "beside an error", err: unread, want: "news: one of 9; three\nhint: two\n"},
		{name: "--quiet", flags: common{quiet: true}},
		{name: "in a preview of fzf", env: []string{"FZF_PREVIEW_COLUMNS=40"}},
		{name: "the reader has left", out: failing{errQuiet}},
		{name: "the reader has left before", err: errQuiet},
		{name: "the disk is full", out: failing{errors.New("full")}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var out, errs bytes.Buffer
			p := &Program{Out: &out, Err: &errs, Environ: test.env}
			if test.out != nil {
				p.Out = test.out
			}
			flags := test.flags
			flags.color, flags.links = "auto", "auto"
			s, err := p.newScreen(&flags)
			if err != nil {
				t.Fatal(err)
			}
			note(s)
			fmt.Fprintln(s, "output")
			if errs.Len() > 0 {
				t.Errorf("said before the end: %q", errs.String())
			}
			s.finish(test.err)
			if diff := cmp.Diff(test.want, errs.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestColors checks the flag and the variables for colours, in their order of
// precedence.
func TestColors(t *testing.T) {
	const full, plain, none = "colours", "bold", "none"
	tests := []struct {
		color    string
		environ  string
		terminal string // output on a terminal
		pipe     string // output in a pipe
	}{
		{"auto", "", full, none},
		{"auto", "CLICOLOR=0", none, none},
		{"auto", "CLICOLOR=1", full, none},
		{"auto", "CLICOLOR=", full, none},
		{"auto", "CLICOLOR_FORCE=1", full, full},
		{"auto", "CLICOLOR_FORCE=0", full, none},
		{"auto", "CLICOLOR_FORCE=1 CLICOLOR=0", full, full},
		{"auto", "CLICOLOR_FORCE=1 TERM=dumb", full, full},
		{"auto", "NO_COLOR=1", plain, none},
		{"auto", "NO_COLOR=", full, none},
		{"auto", "NO_COLOR=1 CLICOLOR_FORCE=1", plain, none},
		{"auto", "TERM=dumb", none, none},
		{"auto", "TERM=dumb CLICOLOR=1", none, none},
		{"always", "NO_COLOR=1 CLICOLOR=0 TERM=dumb", full, full},
		{"never", "CLICOLOR_FORCE=1", none, none},
	}
	for _, test := range tests {
		p := &Program{Environ: append([]string{"TERM=xterm-256color"}, strings.Fields(test.environ)...)}
		for terminal, want := range map[bool]string{true: test.terminal, false: test.pipe} {
			got := full
			switch profile := p.profile(test.color, terminal).String(); profile {
			case "NoTTY":
				got = none
			case "Ascii":
				got = plain
			}
			if got != want {
				t.Errorf("--color %s with %q, terminal %v: %s, want %s", test.color, test.environ, terminal, got, want)
			}
		}
	}
}
