//go:build unix

package cli

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"news/internal/archive"
	"news/internal/catalog"
	"news/internal/event"
	"news/internal/sample"
)

// newTools makes programs in a folder that is all of PATH but for sh. Each notes its
// arguments and its input in files of its name, and runs a script.
func newTools(t *testing.T, scripts map[string]string) (dir string) {
	t.Helper()
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Fatal(err)
	}
	cat, err := exec.LookPath("cat")
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	t.Setenv("PATH", dir)
	if err := os.Symlink(sh, filepath.Join(dir, "sh")); err != nil {
		t.Fatal(err)
	}
	for name, script := range scripts {
		text := "#!" + sh + "\nprintf '%s\\n' \"$@\" >'" + dir + "/" + name + ".args'\n" + cat + " >'" + dir + "/" + name + ".in'\n" + script + "\n"
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// got returns what a program has noted: its arguments, or its input.
func got(t *testing.T, dir, file string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// newSystem returns a system of an environment for the sample.
func newSystem(t *testing.T, environ ...string) *system {
	t.Helper()
	a := archive.FromFS(sample.FS())
	c := catalog.Open(a, catalog.Options{})
	p := &Program{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard, Environ: environ, Now: time.Now, opened: a, catalog: c}
	screen, err := p.newScreen(&common{color: "auto", links: "auto"})
	if err != nil {
		t.Fatal(err)
	}
	s := &system{Program: p, screen: screen}
	t.Cleanup(func() {
		s.close()
		c.Close()
	})
	return s
}

// sampleEvent returns an event of the sample.
func sampleEvent(t *testing.T, s *system) event.Event {
	t.Helper()
	target, err := s.catalog.Resolve(context.Background(), "2016/04/3/2")
	if err != nil || target.Event == nil {
		t.Fatal(err)
	}
	return *target.Event
}

func TestOpeningAddresses(t *testing.T) {
	const address = "https://press.example/a?b=c&d=$(touch%20x);e#f"
	tests := []struct {
		environ string // with | between variables
		file    string
		args    string
		want    string // of the error
	}{
		{"BROWSER=first", "first", address + "\n", ""},
		{"BROWSER=absent:first -new 'a tab'", "first", "-new\na tab\n" + address + "\n", ""},
		{"BROWSER=first --url=%s -x", "first", "--url=" + address + "\n-x\n", ""},
		{"BROWSER=::first", "first", address + "\n", ""},
		{"BROWSER=%s", "", "", "no browser for the web was found"},
		{"BROWSER=wrong", "wrong", address + "\n", "wrong has failed: exit status 3"},
		{"BROWSER=absent", "", "", "no browser for the web was found"},
		{"BROWSER=w3m -o confirm_qq=0", "", "", "w3m needs the terminal"},
		{"BROWSER=absent|DISPLAY=:0", "xdg-open", address + "\n", ""},
		{"WAYLAND_DISPLAY=wayland-0", "xdg-open", address + "\n", ""},
		{"", "", "", "no browser for the web was found; name one with the variable BROWSER"},
	}
	for _, test := range tests {
		t.Run(test.environ, func(t *testing.T) {
			dir := newTools(t, map[string]string{"first": "", "w3m": "", "wrong": "echo noise; echo noise >&2; exit 3", "xdg-open": ""})
			err := newSystem(t, strings.Split(test.environ, "|")...).Open(address)
			if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
				t.Fatalf("error %v, want %q", err, test.want)
			}
			if test.file == "" {
				return
			}
			if diff := cmp.Diff(test.args, got(t, dir, test.file+".args")); diff != "" {
				t.Errorf("arguments (-want +got):\n%s", diff)
			}
			if input := got(t, dir, test.file+".in"); input != "" {
				t.Errorf("input %q", input)
			}
		})
	}
}

func TestAddressesThatAreNotOpened(t *testing.T) {
	newTools(t, map[string]string{"first": ""})
	s := newSystem(t, "BROWSER=first")
	for _, address := range []string{
		"", "press.example", "//press.example", "file:///etc/passwd", "javascript:alert(1)", "ftp://press.example/a", "mailto:a@press.example",
		"-x", "--help", "http:", "http://", "https:///a", "http:press.example", "HTTPS//press.example", "https://press.example/\x1b]52;c;x\a",
		"https://press.example/a b", "https://press.example/`x`", "https://press.example/\n", "data:text/html,x", "https://[::1", " https://press.example",
	} {
		if err := s.Open(address); err == nil || strings.ContainsAny(err.Error(), "\x1b\n") {
			t.Errorf("%q: %v", address, err)
		}
	}
	for _, address := range []string{"http://press.example", "HTTPS://press.example/港口", "https://press.example:8080/%20?q='x'"} {
		if err := s.Open(address); err != nil {
			t.Errorf("%q: %v", address, err)
		}
	}
}

// TestABrowserThatRunsOn checks that nobody waits for it, and that it has a session of
// its own: ^Z in the terminal does not stop it.
func TestABrowserThatRunsOn(t *testing.T) {
	dir := newTools(t, map[string]string{"first": `echo $$ >"$0.pid"; exec /bin/sleep 60`})
	start := time.Now()
	if err := newSystem(t, "BROWSER=first").Open("https://press.example"); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took > 10*startPatience {
		t.Errorf("it took %v", took)
	}
	pid := strings.TrimSpace(got(t, dir, "first.pid"))
	session, err := exec.Command("/bin/ps", "-o", "sid=", "-p", pid).Output()
	if strings.TrimSpace(string(session)) != pid || err != nil {
		t.Errorf("process %s is in session %s, %v", pid, session, err)
	}
	exec.Command("/bin/kill", pid).Run()
}

func TestCopying(t *testing.T) {
	tests := []struct{ environ, file, args string }{
		{"WAYLAND_DISPLAY=wayland-0|DISPLAY=:0", "wl-copy", "\n"},
		{"DISPLAY=:0", "xclip", "-selection\nclipboard\n"},
		{"", "", ""},
		{"TERM=xterm", "", ""},
	}
	for _, test := range tests {
		t.Run(test.environ, func(t *testing.T) {
			dir := newTools(t, map[string]string{"wl-copy": "", "xclip": ""})
			const text = "2016/04/3/harbour 港口 $x"
			if err := newSystem(t, strings.Split(test.environ, "|")...).Copy(text); (err == nil) != (test.file != "") {
				t.Fatal(err)
			}
			if test.file == "" {
				return
			}
			if diff := cmp.Diff(test.args, got(t, dir, test.file+".args")) + cmp.Diff(text, got(t, dir, test.file+".in")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	if diff := cmp.Diff([]byte("\xff\xfeA\x00\x2f\x6e\x3d\xd8\x00\xde"), utf16LE("\ufeffA港😀")); diff != "" {
		t.Errorf("UTF-16 (-want +got):\n%s", diff)
	}
}

// TestEditing edits the page of an event of the sample, which is a copy.
func TestEditing(t *testing.T) {
	tests := []struct {
		environ string
		file    string
		args    string // before the file
		want    string // of the error
	}{
		{"EDITOR=ed1", "ed1", "", ""},
		{"VISUAL=ed2|EDITOR=ed1", "ed2", "", ""},
		{"VISUAL= |EDITOR=ed1", "ed1", "", ""},
		{`VISUAL=ed2 -x "a b" 'c d'`, "ed2", "-x\na b\nc d\n", ""},
		{`EDITOR="ed 3" -y`, "ed 3", "-y\n", ""},
		{"EDITOR=A=1 ed1 $A", "ed1", "", ""},
		{"EDITOR=absent -x", "", "", "there is no editor absent; name one with the variable EDITOR"},
		{"EDITOR=A=1", "", "", "the variable EDITOR names no program"},
		{"", "", "", "there is no editor vi; name one with the variable EDITOR"},
	}
	for _, test := range tests {
		t.Run(test.environ, func(t *testing.T) {
			dir := newTools(t, map[string]string{"ed1": "", "ed2": "", "ed 3": ""})
			s := newSystem(t, append(strings.Split(test.environ, "|"), "PATH="+dir)...)
			e := sampleEvent(t, s)
			command, err := s.Edit(e)
			if (err == nil) != (test.want == "") || err != nil && err.Error() != test.want {
				t.Fatalf("error %v, want %q", err, test.want)
			}
			if err != nil {
				return
			}
			page := command.Args[len(command.Args)-1]
			data, err := os.ReadFile(page)
			want, wantErr := s.catalog.Raw(e)
			if diff := cmp.Diff(string(want), string(data)); diff != "" || err != nil || wantErr != nil {
				t.Errorf("the page: %v, %v (-want +got):\n%s", err, wantErr, diff)
			}
			if out, err := command.CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
			if args := got(t, dir, test.file+".args"); args != test.args+page+"\n" {
				t.Errorf("arguments %q, want %q", args, test.args+page+"\n")
			}
			s.close()
			if _, err := os.Stat(page); !os.IsNotExist(err) {
				t.Errorf("the copy is left: %v", err)
			}
		})
	}
}

// TestEditingAPageOfAFolder edits the page itself.
func TestEditingAPageOfAFolder(t *testing.T) {
	newTools(t, map[string]string{"ed1": ""})
	dir := writePages(t, map[string]string{"2016/04/3/harbour-freezes.md": "The harbour freezes"})
	a, err := archive.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	s := newSystem(t, "EDITOR=ed1")
	s.catalog = catalog.Open(a, catalog.Options{})
	target, err := s.catalog.Resolve(context.Background(), "2016/04/3/1")
	if err != nil {
		t.Fatal(err)
	}
	command, err := s.Edit(*target.Event)
	if err != nil || command.Args[1] != filepath.Join(dir, "news", "2016", "04", "3", "harbour-freezes.md") {
		t.Errorf("%v, %v", command, err)
	}
}

// TestPiping compares what a command line reads with what news show writes.
func TestPiping(t *testing.T) {
	s := newSystem(t)
	e := sampleEvent(t, s)
	command, err := s.Pipe(`cat; echo "$((1+1)) 'lines'" | cat`, e)
	if err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	p := &Program{Args: []string{"show", "2016/04/3/2"}, In: strings.NewReader(""), Out: &want, Err: io.Discard, Now: time.Now}
	if code := p.Run(); code != exitOK {
		t.Fatal(code)
	}
	read, err := command.Output()
	if diff := cmp.Diff(want.String()+"2 'lines'\n", string(read)); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	for _, line := range []string{"", "  \t"} {
		if _, err := s.Pipe(line, e); err == nil {
			t.Errorf("%q is a command", line)
		}
	}
}
