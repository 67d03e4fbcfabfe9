//go:build unix

package cli_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"news/internal/ptytest"
)

// program returns a program of the test binary, such as news, as a file of its name.
func program(t *testing.T, name string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.Symlink(self, path); err != nil {
		t.Fatal(err)
	}
	return path
}

// outliving is a shell that starts a program and stays on the terminal after it. It
// writes the program's process before it, and its exit code behind it.
const outliving = `trap : INT QUIT; sh -c 'echo "[process $$]"; exec "$@"' sh "$@"; echo "[ended $?]"; read line`

// browser is a news on a terminal.
type browser struct {
	*ptytest.Terminal
	t   *testing.T
	dir string // with the user's files
	pid int
}

// startBrowser starts news on a terminal of some size, with the sample as its archive.
// settings is the text of the user's settings.
func startBrowser(t *testing.T, columns, rows int, settings string, environ []string, args ...string) *browser {
	t.Helper()
	dir := t.TempDir()
	if settings != "" {
		if err := os.WriteFile(filepath.Join(dir, "config.toml"), []byte(settings), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	command := exec.Command("sh", append([]string{"-c", outliving, "sh", program(t, "news")}, args...)...)
	command.Dir = dir
	command.Env = append([]string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "NEWS_CONFIG=" + dir, "NEWS_STATE=" + filepath.Join(dir, "state"),
		"NEWS_CACHE=" + filepath.Join(dir, "cache"), "TERM=xterm-256color", "GORACE=atexit_sleep_ms=0",
	}, environ...)
	b := &browser{Terminal: ptytest.Start(t, command, columns, rows), t: t, dir: dir}
	b.Wait("[process ")
	pid, err := strconv.Atoi(strings.TrimSuffix(b.Wait("]"), "]"))
	if err != nil {
		t.Fatal(err)
	}
	b.pid = pid
	return b
}

// ended waits until news has ended with an exit code, and checks what it leaves.
func (b *browser) ended(code int) string {
	b.t.Helper()
	output := b.Wait(fmt.Sprintf("[ended %d]", code))
	if !b.IsAsBefore() {
		b.t.Error("the terminal's settings are not as before")
	}
	if left := b.Left(); len(left) > 0 {
		b.t.Errorf("the terminal is left with %q", left)
	}
	return output
}

// TestTheBrowserRestoresTheTerminal ends the browser in the ways that a terminal has,
// after the first page is shown.
func TestTheBrowserRestoresTheTerminal(t *testing.T) {
	keys := func(keys string) func(*browser) { return func(b *browser) { b.Type(keys) } }
	kill := func(s syscall.Signal) func(*browser) { return func(b *browser) { syscall.Kill(b.pid, s) } }
	tests := []struct {
		name string
		end  func(*browser)
		code int
	}{
		{"q", keys("q"), 0},
		{"Q", keys("Q"), 0},
		{"control-C", keys("\x03"), 0},
		{"SIGINT", kill(syscall.SIGINT), 130},
		{"SIGTERM", kill(syscall.SIGTERM), 143},
		{"SIGHUP", kill(syscall.SIGHUP), 129},
		{"after a page", keys("\r  Q"), 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := startBrowser(t, 100, 30, "", nil, "browse", "2016/04/3")
			b.Wait("Syrian army")
			test.end(b)
			b.ended(test.code)
		})
	}
}

func TestAClosedTerminalEndsTheBrowser(t *testing.T) {
	b := startBrowser(t, 100, 30, "", nil, "browse", "2016/04/3")
	b.Wait("Syrian army")
	b.Close()
	waitUntilGone(t, b.pid)
}

// waitUntilGone waits until a process has ended.
func waitUntilGone(t *testing.T, pid int) {
	t.Helper()
	until := exec.Command("sh", "-c", `while case $(ps -o stat= -p "$0") in ''|Z*) false;; esac; do sleep 0.05; done`, strconv.Itoa(pid))
	done := make(chan error, 1)
	if err := until.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { done <- until.Wait() }()
	select {
	case <-done:
	case <-time.After(ptytest.Patience):
		until.Process.Kill()
		syscall.Kill(pid, syscall.SIGKILL)
		t.Fatal("the process is left")
	}
}

// TestWhatIsShownFirst names days, events, words and flags, as the other commands read
// them.
func TestWhatIsShownFirst(t *testing.T) {
	tests := []struct {
		args []string
		want string // on the screen
	}{
		{nil, "sample"},
		{[]string{"browse"}, "sample"},
		{[]string{"browse", "2016/04/3"}, "Sunday, 3 April 2016"},
		{[]string{"browse", "3", "April", "2016"}, "Sunday, 3 April 2016"},
		{[]string{"browse", "2016/04/3/2"}, "Sunday, 3 April 2016"},
		{[]string{"--no-index", "--color", "never"}, "sample"},
	}
	for _, test := range tests {
		t.Run(strings.Join(test.args, " "), func(t *testing.T) {
			b := startBrowser(t, 100, 30, "", nil, test.args...)
			b.Wait("\x1b[?1049h")
			b.Wait(test.want)
			b.Type("Q")
			b.ended(0)
		})
	}
}

// TestWhatIsRefused checks messages and exit codes in place of a screen.
func TestWhatIsRefused(t *testing.T) {
	tests := []struct {
		name    string
		environ []string
		args    []string
		code    int
		want    string
	}{
		{"TERM=dumb", []string{"TERM=dumb"}, []string{"browse"}, 2, "news: news browse needs a terminal with a cursor that moves, but TERM is dumb"},
		{"TERM=dumb, alone", []string{"TERM=dumb"}, nil, 0, "news reads an archive of news events"},
		{"no such event", nil, []string{"browse", "2016/04/3/99"}, 3, "hint: "},
		{"no such day of the calendar", nil, []string{"browse", "2016/04/31"}, 2, "hint: "},
		{"a day without events", nil, []string{"browse", "2001/02/3"}, 3, "hint: the nearest day"},
		{"no such year", nil, []string{"browse", "1875"}, 3, "1875 has no events"},
		{"several events", nil, []string{"browse", "2016/04/3/the"}, 3, "could be any of"},
		{"several references", nil, []string{"browse", "2016/04/3/1", "2016/04/3/2"}, 2, "news browse takes one reference, but there are several"},
		{"an impossible day", nil, []string{"browse", "2016-02-30"}, 2, "hint: "},
		{"a query that makes no sense", nil, []string{"browse", "(palmyra"}, 2, "news: "},
		{"no archive", nil, []string{"browse", "--archive", "nowhere"}, 4, "nowhere"},
		{"no style", nil, []string{"browse", "--style", "drak"}, 2, "did you mean dark"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := startBrowser(t, 100, 30, "", test.environ, test.args...)
			output := b.ended(test.code)
			if joined := strings.Join(strings.Fields(output), " "); !strings.Contains(joined, test.want) {
				t.Errorf("%q has no %q", joined, test.want)
			}
			if strings.Contains(output, "\x1b[?1049h") {
				t.Errorf("the screen was taken: %q", output)
			}
		})
	}
}

// TestKeysOfTheUser sets a key. Settings that make no sense are told of, and leave the
// usual keys.
func TestKeysOfTheUser(t *testing.T) {
	b := startBrowser(t, 100, 30, "[browse.keys]\nquit = ['x', 'ctrl+c']\n", nil, "browse", "2016/04/3")
	b.Wait("Syrian army")
	b.Type("Qx")
	b.ended(0)
	b = startBrowser(t, 100, 30, "[browse.keys]\nqiut = 'x'\n", nil, "browse", "2016/04/3")
	message := b.Wait("mean quit?)")
	want := `config.toml, line 2: there is no action "qiut" (did you mean quit?)`
	if !strings.Contains(message, want) {
		t.Errorf("%q has no %q", message, want)
	}
	b.Type("xQ")
	b.ended(0)
}

// TestASmallWindowSaysSo starts in a window that is too small, and makes it larger.
func TestASmallWindowSaysSo(t *testing.T) {
	b := startBrowser(t, 20, 5, "", nil, "browse", "2016/04/3")
	b.Wait("40x10")
	b.Resize(100, 30)
	b.Wait("Syrian army")
	b.Type("Q")
	b.ended(0)
}
