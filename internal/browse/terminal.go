package browse

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"reflect"
	"runtime/debug"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"golang.org/x/term"

	"news/internal/text"
)

// SignalError is the error of a browser that a signal has ended.
type SignalError struct{ Signal os.Signal }

func (e *SignalError) Error() string { return "ended by a signal: " + e.Signal.String() }

// Fault is the error of a browser that a mistake in the program has ended.
type Fault struct {
	Value any    // of the panic
	Stack []byte // where it was
}

func (f *Fault) Error() string {
	return "the browser has a fault, and had to end: " + text.Shorten(text.Plain(fmt.Sprint(f.Value)), 200)
}

// errTerminalGone is the error of a terminal that was closed.
var errTerminalGone = errors.New("the terminal was closed")

// patience is how long a program may take to end after it was told to. Output that a
// terminal does not take could keep it for ever.
const patience = 2 * time.Second

// framesPerSecond is how often Bubble Tea looks for a new frame. It bounds how long a
// key waits for its frame.
const framesPerSecond = 120

// listener is a model that hears from outside of the program, by messages sent to it.
type listener interface{ listen(send func(tea.Msg)) }

// runProgram runs a model on a terminal until it is left, and leaves the terminal as it
// was, whatever ends the model. Bubble Tea does so after a quit, SIGINT and SIGTERM.
// Here is what it lacks: other signals, a terminal that is closed or takes no more
// output, panics in all commands, a suspended program that nobody can stop.
//
// The error is a *SignalError, a *Fault, context.Canceled after an interrupt, the
// cause of an ended context, or what keeps the terminal from working.
func runProgram(ctx context.Context, m tea.Model, in io.Reader, out io.Writer, env []string) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	t := &terminal{in: in, out: out, cancel: cancel, signals: make(chan os.Signal, 4)}
	defer t.save()()
	t.enter()
	defer t.leave()
	t.program = tea.NewProgram(&guard{m, t}, tea.WithContext(ctx), tea.WithInput(t.input()), tea.WithOutput(out),
		tea.WithEnvironment(env), tea.WithoutSignalHandler(), tea.WithFilter(t.filter), tea.WithFPS(framesPerSecond))
	if l, listens := m.(listener); listens {
		l.listen(t.program.Send)
		defer l.listen(nil)
	}
	defer t.watch(ctx)()
	ended := make(chan error, 1)
	go func() {
		_, err := t.program.Run()
		ended <- err
	}()
	var err error
	select {
	case err = <-ended:
	case <-ctx.Done():
		select {
		case err = <-ended:
		case <-time.After(patience):
		}
	}
	switch cause := context.Cause(ctx); {
	case cause != nil:
		return cause
	case errors.Is(err, tea.ErrInterrupted):
		return context.Canceled
	}
	return err
}

// terminal is the terminal of a running program.
type terminal struct {
	in      io.Reader
	out     io.Writer
	program *tea.Program
	cancel  context.CancelCauseFunc // ends the program with an error
	lent    atomic.Bool             // another program has the terminal, or a shell
	back    atomic.Int64            // when it was last taken back, in nanoseconds
	signals chan os.Signal
}

// save returns a function that sets the terminal as it is now.
func (t *terminal) save() (restore func()) {
	file, isFile := t.in.(*os.File)
	if !isFile {
		return func() {}
	}
	state, err := term.GetState(int(file.Fd()))
	if err != nil {
		return func() {}
	}
	return func() { term.Restore(int(file.Fd()), state) }
}

// The sequences by which a terminal keeps its title, and takes it back, since Bubble
// Tea leaves an empty title behind; and by which its keys are the usual ones, since
// Bubble Tea leaves others behind where it ends before its first frame after a pause.
const (
	keepTitle = "\x1b[22;2t"
	pastTitle = "\x1b[23;2t"
	usualKeys = "\x1b[>4m"
)

func (t *terminal) enter() { io.WriteString(t.out, keepTitle) }

func (t *terminal) leave() {
	done := make(chan struct{})
	go func() {
		io.WriteString(t.out, usualKeys+pastTitle)
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(patience / 10): // the terminal takes no output
	}
}

// input returns the terminal's input for Bubble Tea, which would wait for ever at its
// end.
func (t *terminal) input() io.Reader {
	if file, isFile := t.in.(*os.File); isFile && term.IsTerminal(int(file.Fd())) {
		return terminalInput{file, t.cancel}
	}
	return t.in
}

// terminalInput is the input of a terminal, which ends only if the terminal is closed.
type terminalInput struct {
	*os.File
	cancel context.CancelCauseFunc
}

func (i terminalInput) Read(p []byte) (int, error) {
	n, err := i.File.Read(p)
	if err != nil {
		i.cancel(errTerminalGone)
	}
	return n, err
}

// notify sends the watched signals to a channel, but for those that are ignored, as
// nohup does.
func notify(c chan<- os.Signal) {
	for _, s := range watchedSignals {
		if !signal.Ignored(s) {
			signal.Notify(c, s)
		}
	}
}

// holdSignals keeps signals from ending the process until the function that it returns is
// called: a terminal that is closed sends several, and what is kept of the browser is
// written after the first.
func holdSignals() (release func()) {
	held := make(chan os.Signal, 1)
	notify(held)
	return func() { signal.Stop(held) }
}

// watch ends the program after a signal, until the function that it returns is
// called. A program that has the terminal for a while takes interrupts itself.
func (t *terminal) watch(ctx context.Context) (stop func()) {
	notify(t.signals)
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case s := <-t.signals:
				t.take(s)
			}
		}
	}()
	return func() { signal.Stop(t.signals) }
}

// take does what a signal asks for.
func (t *terminal) take(s os.Signal) {
	switch {
	case isContinue(s):
		if !t.lent.Load() {
			go t.program.Send(suspending{})
		}
	case isFromKeyboard(s) && t.wasLent():
	case s == os.Interrupt:
		t.cancel(context.Canceled)
	default:
		t.cancel(&SignalError{s})
	}
}

// late is how long after a program the signal that ended it may still arrive.
const late = time.Second

// takeBack notes that the terminal is the browser's again.
func (t *terminal) takeBack() {
	t.back.Store(time.Now().UnixNano())
	t.lent.Store(false)
}

// wasLent reports whether a signal from the keyboard is meant for another program. The
// browser itself reads those keys as keys.
func (t *terminal) wasLent() bool {
	return t.lent.Load() || time.Since(time.Unix(0, t.back.Load())) < late
}

// suspending is the message to give the terminal back to the shell for a while. It
// stops the program, unless the program was stopped and continued without its doing:
// then it only has to take the terminal anew.
type suspending struct{ stops bool }

// lending is the message to give the terminal to another program until it ends.
type lending struct {
	command *exec.Cmd
	after   string // what to say after its output, before Enter leads back; "" waits for nothing
	then    func(error) tea.Msg
}

// NeedsTerminal is the error of System.Open for a browser of the user's that runs in the
// terminal itself. The command has not been started.
type NeedsTerminal struct{ Command *exec.Cmd }

func (e *NeedsTerminal) Error() string {
	return text.Shorten(text.Plain(e.Command.Args[0]), 80) + " needs the terminal"
}

// lend returns a command that gives the terminal to another program until it ends.
// Where after is a text, it stands below the output, until Enter is pressed. then
// returns the message that comes after it; it is called with the error of the program.
// The program reads the terminal, unless it has another input.
func lend(command *exec.Cmd, after string, then func(error) tea.Msg) tea.Cmd {
	return func() tea.Msg { return lending{command, after, then} }
}

// filter puts a message of our own in the place of Bubble Tea's for ^Z. It drops a
// terminal's report that it can join characters into wider ones: Bubble Tea would ask
// it to, and the widths of the frame are counted by character.
func (t *terminal) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	switch msg := msg.(type) {
	case tea.SuspendMsg:
		return suspending{stops: true}
	case tea.ModeReportMsg:
		if msg.Mode == ansi.ModeUnicodeCore {
			return nil
		}
	}
	return msg
}

// release returns the command of Bubble Tea that gives the terminal away while a
// function runs.
func (t *terminal) release(run func() error, then func(error) tea.Msg) tea.Cmd {
	return tea.Exec(released{t, run}, func(err error) tea.Msg {
		if file, isFile := t.in.(*os.File); isFile && !term.IsTerminal(int(file.Fd())) {
			t.cancel(errTerminalGone)
		}
		return t.recovered(func() tea.Msg { return then(err) })
	})
}

// released runs a function while the terminal is given away.
type released struct {
	*terminal
	run func() error
}

func (r released) SetStdin(io.Reader)  {}
func (r released) SetStdout(io.Writer) {}
func (r released) SetStderr(io.Writer) {}

// Run runs the function. It takes a moment at least: Bubble Tea stops the clock of its
// frames beside it, and a clock that starts again before it was stopped never ticks.
func (r released) Run() error {
	const moment = 20 * time.Millisecond
	stopped := time.After(moment)
	r.lent.Store(true)
	defer r.takeBack()
	r.leave()
	err := r.run()
	<-stopped
	r.enter()
	return err
}

// suspend returns the command for ^Z.
func (t *terminal) suspend(s suspending) tea.Cmd {
	return t.release(func() error {
		if s.stops {
			stopUntilContinued()
		}
		return nil
	}, func(error) tea.Msg { return tea.ResumeMsg{} })
}

// lend returns the command that gives the terminal to a program.
func (t *terminal) lend(l lending) tea.Cmd {
	return t.release(func() error {
		c := l.command
		if c.Stdin == nil {
			c.Stdin = t.in
		}
		if c.Stdout == nil {
			c.Stdout = t.out
		}
		if c.Stderr == nil {
			c.Stderr = t.out
		}
		err := c.Run()
		if l.after != "" {
			t.pause(err, l.after)
		}
		return err
	}, func(err error) tea.Msg {
		if l.then == nil {
			return nil
		}
		return l.then(err)
	})
}

// pause waits for a line of input, below what a program has written.
func (t *terminal) pause(err error, after string) {
	if err != nil {
		fmt.Fprintf(t.out, "\n%s", text.Plain(err.Error()))
	}
	fmt.Fprintf(t.out, "\n[%s] ", after)
	line := bufio.NewReaderSize(t.in, 16)
	for {
		if _, isPrefix, err := line.ReadLine(); err != nil || !isPrefix {
			return
		}
	}
}

// guard is a model that survives the panics of another one: the program ends with a
// *Fault, and the terminal is restored.
type guard struct {
	tea.Model
	t *terminal
}

func (g *guard) Init() (cmd tea.Cmd) {
	defer g.t.catch()
	return g.t.guarded(g.Model.Init())
}

func (g *guard) Update(msg tea.Msg) (next tea.Model, cmd tea.Cmd) {
	next = g
	defer g.t.catch()
	switch msg := msg.(type) {
	case suspending:
		return g, g.t.suspend(msg)
	case lending:
		return g, g.t.lend(msg)
	}
	g.Model, cmd = g.Model.Update(msg)
	return g, g.t.guarded(cmd)
}

func (g *guard) View() (view tea.View) {
	defer g.t.catch()
	view = g.Model.View()
	if onMouse := view.OnMouse; onMouse != nil {
		view.OnMouse = func(msg tea.MouseMsg) tea.Cmd {
			defer g.t.catch()
			return g.t.guarded(onMouse(msg))
		}
	}
	return view
}

// catch ends the program if the function that defers it panics.
func (t *terminal) catch() {
	if value := recover(); value != nil {
		t.cancel(&Fault{value, debug.Stack()})
	}
}

// recovered returns what a function returns, or nil if it panics.
func (t *terminal) recovered(work func() tea.Msg) (msg tea.Msg) {
	defer t.catch()
	return work()
}

// guarded returns a command that survives a panic, also of the commands that it
// returns in turn: batches and sequences, which are both slices of commands.
func (t *terminal) guarded(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		msg := t.recovered(cmd)
		list := reflect.ValueOf(msg)
		if msg == nil || list.Kind() != reflect.Slice || list.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
			return msg
		}
		all := reflect.MakeSlice(list.Type(), list.Len(), list.Len())
		for i := range list.Len() {
			all.Index(i).Set(reflect.ValueOf(t.guarded(list.Index(i).Interface().(tea.Cmd))))
		}
		return all.Interface()
	}
}
