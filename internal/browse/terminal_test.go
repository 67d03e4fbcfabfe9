//go:build unix

package browse

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"news/internal/event"
	"news/internal/ptytest"
)

// standInVariable makes the test binary act as the stand-in. Its value is "run", or
// the place of a panic.
const standInVariable = "NEWS_TEST_STAND_IN"

// standIn is a small program on the whole screen: it shows its process and a number.
type standIn struct {
	number int
	busy   bool // many large frames are shown
	broken string
}

func (m *standIn) Init() tea.Cmd {
	if m.broken == "init" {
		panic("on purpose")
	}
	return nil
}

func (m *standIn) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	next := func() tea.Msg { return 0 } // commands run beside the model, and must not read it
	fall := func() tea.Msg { panic("on \x1b[31mpurpose") }
	switch msg := msg.(type) {
	case int:
		m.number++
		if m.busy {
			return m, next
		}
	case tea.KeyPressMsg:
		switch msg.String() {
		case "q":
			return m, tea.Quit
		case "ctrl+z":
			return m, tea.Suspend
		case "n":
			return m, next
		case "f":
			m.busy = true
			return m, next
		case "l": // longer than anybody waits
			return m, func() tea.Msg { time.Sleep(time.Hour); return nil }
		case "u":
			panic("on \x1b[31mpurpose")
		case "v":
			m.broken = "view"
		case "c":
			return m, fall
		case "b":
			return m, tea.Batch(next, tea.Batch(next, fall))
		case "s":
			return m, tea.Sequence(next, tea.Batch(next, tea.Sequence(next, fall)))
		case "e":
			return m, lend(exec.Command("sh", "-c", "echo lent; read line"), "", func(error) tea.Msg { return 0 })
		case "a":
			return m, lend(exec.Command("sh", "-c", "echo lent; exit 3"), "Enter leads back", func(error) tea.Msg { return 0 })
		case "p":
			return m, lend(exec.Command("true"), "", func(error) tea.Msg { panic("on \x1b[31mpurpose") })
		}
	}
	return m, nil
}

func (m *standIn) View() tea.View {
	if m.broken == "view" {
		panic("on \x1b[31mpurpose")
	}
	frame := fmt.Sprintf("process %d.\nnumber %d.", os.Getpid(), m.number)
	if m.busy {
		frame += strings.Repeat("\n"+strings.Repeat(strconv.Itoa(m.number%10), 300), 90)
	}
	v := tea.NewView(frame)
	v.AltScreen, v.MouseMode, v.WindowTitle, v.ReportFocus = true, tea.MouseModeAllMotion, "a stand-in", true
	v.OnMouse = func(msg tea.MouseMsg) tea.Cmd {
		if _, isClick := msg.(tea.MouseClickMsg); isClick {
			panic("on \x1b[31mpurpose")
		}
		return nil
	}
	return v
}

// TestStandIn is no test, but the program that other tests start.
func TestStandIn(t *testing.T) {
	broken := os.Getenv(standInVariable)
	if broken == "" {
		t.Skip("started by other tests")
	}
	err := runProgram(context.Background(), &standIn{broken: broken}, os.Stdin, os.Stdout, os.Environ())
	var ended *SignalError
	var fault *Fault
	code := 0
	switch {
	case errors.As(err, &ended):
		code = 128 + int(ended.Signal.(syscall.Signal))
	case errors.As(err, &fault):
		fmt.Println(fault)
		code = 70
	case errors.Is(err, context.Canceled):
		code = 130
	case err != nil:
		fmt.Println(err)
		code = 71
	}
	os.Exit(code)
}

// shell is what starts the stand-in, so that the terminal outlives it.
const shell = `trap : INT QUIT; "$0" -test.run='^TestStandIn$'; echo "[ended $?]"; read line`

// startStandIn starts a command with the stand-in on a terminal. Its arguments follow
// the stand-in's file.
func startStandIn(t *testing.T, broken string, command ...string) *ptytest.Terminal {
	t.Helper()
	races := filepath.Join(t.TempDir(), "races")
	t.Cleanup(func() { hasNoRaces(t, races) })
	c := exec.Command(command[0], append(command[1:], os.Args[0])...)
	c.Env = append(os.Environ(), standInVariable+"="+broken, "TERM=xterm-256color", "GORACE=atexit_sleep_ms=0 log_path="+races)
	return ptytest.Start(t, c, 80, 24)
}

// hasNoRaces checks the race detector's reports on the stand-in. One race is Bubble
// Tea's: a program that is killed closes its input without waiting for its reader,
// and ends.
func hasNoRaces(t *testing.T, races string) {
	t.Helper()
	reports, err := filepath.Glob(races + ".*")
	if err != nil {
		t.Fatal(err)
	}
	for _, report := range reports {
		told, err := os.ReadFile(report)
		if err != nil {
			t.Fatal(err)
		}
		for race := range strings.SplitSeq(string(told), "WARNING: DATA RACE") {
			if strings.Contains(race, "goroutine ") && !strings.Contains(race, "CancelReader).Close") {
				t.Errorf("a race in the stand-in: %s", race)
			}
		}
	}
}

// process returns the number of the process that the stand-in shows next.
func process(t *testing.T, p *ptytest.Terminal) int {
	t.Helper()
	p.Wait("process ")
	pid, err := strconv.Atoi(strings.TrimSuffix(p.Wait("."), "."))
	if err != nil {
		t.Fatal(err)
	}
	p.Wait("number ")
	return pid
}

// isGone waits until a process has ended.
func isGone(t *testing.T, pid int) {
	t.Helper()
	deadline := time.Now().Add(ptytest.Patience)
	isThere := func() bool { // and is not only waited for
		state, err := exec.Command("ps", "-o", "stat=", "-p", strconv.Itoa(pid)).Output()
		return err == nil && !strings.HasPrefix(strings.TrimSpace(string(state)), "Z")
	}
	for isThere() {
		if time.Now().After(deadline) {
			syscall.Kill(pid, syscall.SIGKILL)
			t.Fatal("the process is left")
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// isRestored checks that the terminal is as it was.
func isRestored(t *testing.T, p *ptytest.Terminal) {
	t.Helper()
	if !p.IsAsBefore() {
		t.Error("the terminal's settings are not as before")
	}
	if left := p.Left(); len(left) > 0 {
		t.Errorf("the terminal is left with %q", left)
	}
}

// TestTheTerminalIsRestored ends the stand-in in every way that leaves a terminal.
func TestTheTerminalIsRestored(t *testing.T) {
	keys := func(keys string) func(*ptytest.Terminal, int) {
		return func(p *ptytest.Terminal, _ int) { p.Type(keys) }
	}
	kill := func(signals ...syscall.Signal) func(*ptytest.Terminal, int) {
		return func(_ *ptytest.Terminal, pid int) {
			for _, s := range signals {
				syscall.Kill(pid, s)
			}
		}
	}
	const click = "\x1b[<0;3;3M"
	tests := []struct {
		name string
		end  func(p *ptytest.Terminal, pid int)
		code int
	}{
		{"quit", keys("q"), 0},
		{"quit at work", keys("lq"), 0},
		{"SIGINT", kill(syscall.SIGINT), 130},
		{"SIGTERM", kill(syscall.SIGTERM), 128 + 15},
		{"SIGHUP", kill(syscall.SIGHUP), 128 + 1},
		{"SIGQUIT", kill(syscall.SIGQUIT), 128 + 3},
		{"several signals", kill(syscall.SIGHUP, syscall.SIGHUP, syscall.SIGHUP), 128 + 1},
		{"panic in Update", keys("u"), 70},
		{"panic in View", keys("v"), 70},
		{"panic in a command", keys("c"), 70},
		{"panic in a batch", keys("b"), 70},
		{"panic in a sequence", keys("s"), 70},
		{"panic after another program", keys("p"), 70},
		{"panic at the mouse", keys(click), 70},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := startStandIn(t, "run", "sh", "-c", shell)
			pid := process(t, p)
			test.end(p, pid)
			last := p.Wait(fmt.Sprintf("[ended %d]", test.code))
			isRestored(t, p)
			isGone(t, pid)
			if test.code == 70 && !strings.Contains(last, "on [31mpurpose") {
				t.Errorf("the fault is not told clean: %q", last)
			}
			if strings.Contains(p.Output(), "goroutine ") {
				t.Errorf("the output has a stack: %q", p.Output())
			}
		})
	}
	t.Run("panic in Init", func(t *testing.T) {
		p := startStandIn(t, "init", "sh", "-c", shell)
		p.Wait("[ended 70]")
		isRestored(t, p)
	})
}

// TestAClosedTerminalEndsTheProgram closes the terminal, with SIGHUP and, as below
// nohup, without.
func TestAClosedTerminalEndsTheProgram(t *testing.T) {
	for _, ignored := range []string{"", "trap '' HUP; "} {
		t.Run(ignored, func(t *testing.T) {
			t.Parallel()
			p := startStandIn(t, "run", "sh", "-c", ignored+shell)
			pid := process(t, p)
			p.Close()
			isGone(t, pid)
		})
	}
}

// TestATerminalThatTakesNoOutput checks that the program ends all the same.
func TestATerminalThatTakesNoOutput(t *testing.T) {
	p := startStandIn(t, "run", "sh", "-c", shell)
	pid := process(t, p)
	p.Resize(300, 100)
	p.Freeze()
	p.Type("f")
	time.Sleep(300 * time.Millisecond) // the buffer is full
	syscall.Kill(pid, syscall.SIGTERM)
	isGone(t, pid)
	if !p.IsAsBefore() {
		t.Error("the terminal's settings are not as before")
	}
}

// TestSuspending stops the stand-in by ^Z in a shell with job control, and goes on with
// it.
func TestSuspending(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("there is no bash")
	}
	p, pid := startInBash(t)
	for range 2 {
		p.Type("\x1a")
		p.Wait("Stopped")
		p.Wait("prompt: ")
		if left := without(p.Left(), "?2004"); len(left) > 0 { // which is bash's own
			t.Errorf("the shell has %q", left)
		}
		p.Type("fg\n")
		process(t, p)
	}
	p.Type("n")
	p.Wait("1")
	p.Type("q")
	endedWell(p)
	isGone(t, pid)
	if left := without(p.Left(), "?2004"); len(left) > 0 {
		t.Errorf("the terminal is left with %q", left)
	}
}

// TestStoppedFromOutside sends signals that stop the program at once. The terminal
// stays as it is until the program goes on.
func TestStoppedFromOutside(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("there is no bash")
	}
	for _, s := range []syscall.Signal{syscall.SIGSTOP, syscall.SIGTSTP} {
		t.Run(s.String(), func(t *testing.T) {
			t.Parallel()
			p, pid := startInBash(t)
			syscall.Kill(pid, s)
			p.Wait("Stopped")
			p.Type("fg\n")
			process(t, p)
			p.Type("n")
			p.Wait("1")
			p.Type("q")
			endedWell(p)
			if left := without(p.Left(), "?2004"); len(left) > 0 {
				t.Errorf("the terminal is left with %q", left)
			}
		})
	}
}

// startInBash starts the stand-in in a shell with job control.
func startInBash(t *testing.T) (*ptytest.Terminal, int) {
	t.Helper()
	rc := filepath.Join(t.TempDir(), "rc")
	if err := os.WriteFile(rc, []byte("PS1='prompt: '\nunset HISTFILE\nprogram='"+os.Args[0]+"'\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := startStandIn(t, "run", "sh", "-c", "exec bash --noprofile --rcfile '"+rc+"' -i")
	p.Wait("prompt: ")
	p.Type(`"$program" -test.run='^TestStandIn$'` + "\n")
	return p, process(t, p)
}

// endedWell waits until the shell is there again, and asks for the exit code.
func endedWell(p *ptytest.Terminal) {
	p.Wait("prompt: ")
	p.Type(`echo "[ended $?]"` + "\n")
	p.Wait("[ended 0]")
}

func without(all []string, one string) []string {
	var rest []string
	for _, s := range all {
		if s != one {
			rest = append(rest, s)
		}
	}
	return rest
}

// TestNobodyToStopFor checks that ^Z changes nothing where no shell could go on with
// the program: it leads its session.
func TestNobodyToStopFor(t *testing.T) {
	p := startStandIn(t, "run", "sh", "-c", `exec "$0" -test.run='^TestStandIn$'`)
	process(t, p)
	p.Type("\x1a")
	process(t, p)
	p.Type("n")
	p.Wait("1")
	p.Type("q")
	if code := p.End().ExitCode(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	if left := p.Left(); len(left) > 0 {
		t.Errorf("the terminal is left with %q", left)
	}
}

// TestLending gives the terminal to another program and takes it back.
func TestLending(t *testing.T) {
	p := startStandIn(t, "run", "sh", "-c", shell)
	pid := process(t, p)
	lent := func() {
		t.Helper()
		p.Wait("lent")
		isRestored(t, p)
	}
	p.Type("e")
	lent()
	p.Type("a line\n")
	process(t, p)
	p.Type("a")
	lent()
	p.Wait("exit status 3")
	p.Wait("Enter")
	p.Type("\n")
	process(t, p)
	p.Type("e") // interrupts are for the other program
	lent()
	p.Type("\x03")
	process(t, p)
	p.Type("e") // the end waits for it
	lent()
	syscall.Kill(pid, syscall.SIGTERM)
	p.Type("\n")
	p.Wait("[ended 143]")
	isRestored(t, p)
}

// TestStoppingBesideAnotherProgram stops the stand-in together with a program that it
// has lent the terminal to, as ^Z in an editor does.
func TestStoppingBesideAnotherProgram(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("there is no bash")
	}
	p, _ := startInBash(t)
	p.Type("e")
	p.Wait("lent")
	p.Type("\x1a")
	p.Wait("Stopped")
	p.Wait("prompt: ")
	p.Type("fg\n")
	p.Wait("fg")
	p.Type("\n")
	process(t, p)
	p.Type("q")
	endedWell(p)
}

// leavingState sends the process a signal while it keeps the place, as a closed terminal
// does after the signal that has ended the browser.
type leavingState struct{ testState }

func (s *leavingState) Leave(ref event.Ref) error {
	if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil {
		return err
	}
	time.Sleep(20 * time.Millisecond)
	return s.testState.Leave(ref)
}

func TestASecondSignalDoesNotEndTheKeepingOfThePlace(t *testing.T) {
	p := newPlayer(t, "2016/04/3", 80, 24)
	state := &leavingState{}
	p.m.State = state
	defer holdSignals()()
	if err := p.m.close(); err != nil || state.left.IsZero() {
		t.Errorf("closing says %v, and keeps %v", err, state.left)
	}
}
