package browse

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// ended is the message that something has ended the browser.
type ended struct{ err error }

// SignalError says that a signal of the system ended the browser.
type SignalError struct{ Signal os.Signal }

func (e *SignalError) Error() string { return "ended by the signal: " + e.Signal.String() }

// PanicError says that a fault of the browser ended it.
type PanicError struct {
	Value any
	Stack []byte
}

func (e *PanicError) Error() string { return fmt.Sprintf("a fault of the browser: %v", e.Value) }

// newPanicError returns the error of a panic that was recovered from.
func newPanicError(value any) *PanicError { return &PanicError{value, debug.Stack()} }

// framesPerSecond is how often Bubble Tea looks for a new frame. It bounds how long a
// key waits for its frame.
const framesPerSecond = 120

// Terminals keep a stack of window titles, so that the title can be as it was.
const (
	pushTitle = "\x1b[22;2t"
	popTitle  = "\x1b[23;2t"
)

// runOnTerminal runs a model until it ends.
func runOnTerminal(ctx context.Context, m *model, in io.Reader, out io.Writer, env []string) error {
	g := &guarded{model: m}
	var p *tea.Program
	in = watchedInput(in, func() { go p.Send(ended{errClosed}) })
	p = tea.NewProgram(g, tea.WithContext(ctx), tea.WithInput(in), tea.WithOutput(out), tea.WithEnvironment(env),
		tea.WithoutSignalHandler(), tea.WithFPS(framesPerSecond), tea.WithFilter(keepWidths))
	g.end = func() { go p.Send(tea.QuitMsg{}) }
	defer watchSignals(p.Send)()
	m.Observer.tell(p.Send)
	defer m.Observer.tell(nil)
	io.WriteString(out, pushTitle)
	defer io.WriteString(out, popTitle)
	_, err := p.Run()
	return m.outcome(err)
}

// errClosed says that there is no more input.
var errClosed = errors.New("the terminal is closed")

// terminalInput is the input from a terminal. It tells when it has ended, which Bubble
// Tea does not.
type terminalInput struct {
	*os.File
	ended func()
}

func (in *terminalInput) Read(p []byte) (int, error) {
	n, err := in.File.Read(p)
	if err == io.EOF {
		in.ended()
	}
	return n, err
}

// watchedInput returns an input that calls ended at its end where it is a file.
func watchedInput(in io.Reader, ended func()) io.Reader {
	if file, is := in.(*os.File); is {
		return &terminalInput{file, ended}
	}
	return in
}

// outcome returns the error of a run that Bubble Tea ended with an error or nil.
func (m *model) outcome(err error) error {
	switch {
	case m.err != nil:
		return m.err
	case m.ctx.Err() != nil:
		return m.ctx.Err()
	case errors.Is(err, tea.ErrProgramPanic):
		return &PanicError{Value: err}
	}
	return err
}

// watchSignals sends the signals that end a program as messages, so that the terminal
// is restored first. It returns a function that ends the watch.
func watchSignals(send func(tea.Msg)) (stop func()) {
	signals := make(chan os.Signal, 1)
	for _, s := range endingSignals {
		if !signal.Ignored(s) { // as below nohup
			signal.Notify(signals, s)
		}
	}
	over := make(chan struct{})
	go func() {
		select {
		case s := <-signals:
			send(ended{&SignalError{s}})
		case <-over:
		}
	}()
	return func() {
		signal.Stop(signals)
		close(over)
	}
}

// keepWidths drops a terminal's report that it can join characters into wider ones:
// Bubble Tea would ask it to, and the widths of the frame are counted by character.
func keepWidths(_ tea.Model, msg tea.Msg) tea.Msg {
	if report, is := msg.(tea.ModeReportMsg); is && report.Mode == ansi.ModeUnicodeCore {
		return nil
	}
	return msg
}

// guarded is a model whose panics end the browser in order: the terminal is restored
// before they are reported.
type guarded struct {
	*model
	last tea.View
	end  func() // ends the browser
}

func (g *guarded) Init() (cmd tea.Cmd) {
	defer g.recover(&cmd)
	return beside(g.model.Init())
}

func (g *guarded) Update(msg tea.Msg) (_ tea.Model, cmd tea.Cmd) {
	defer g.recover(&cmd)
	if g.err != nil { // what follows a panic is not worth another
		return g, tea.Quit
	}
	_, cmd = g.model.Update(msg)
	return g, beside(cmd)
}

func (g *guarded) View() tea.View {
	defer func() {
		if value := recover(); value != nil {
			g.err = newPanicError(value)
			g.end()
		}
	}()
	if g.err == nil {
		g.last = g.model.View()
	}
	return g.last
}

// recover ends the browser after a panic.
func (g *guarded) recover(cmd *tea.Cmd) {
	if value := recover(); value != nil {
		g.err = newPanicError(value)
		*cmd = tea.Quit
	}
}

// beside returns a command for work beside the keys. A panic in it comes back as a
// message, so that the terminal is restored before it is reported.
func beside(work tea.Cmd) tea.Cmd {
	if work == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if value := recover(); value != nil {
				msg = ended{newPanicError(value)}
			}
		}()
		msg = work()
		if batch, is := msg.(tea.BatchMsg); is {
			for i := range batch {
				batch[i] = beside(batch[i])
			}
		}
		return msg
	}
}

// windowTitle returns the title of the terminal's window.
func (m *model) windowTitle() string {
	if m.Archive == "" {
		return "news"
	}
	return "news: " + m.Archive
}

// resumed is the message that the browser is back after it was suspended, or why it
// could not be.
type resumed struct{ err error }

// resumed shows the screen again; the archive may have changed meanwhile.
func (m *model) resumed(msg resumed) tea.Cmd {
	if msg.err != nil {
		m.message = msg.err.Error()
		return nil
	}
	return m.arrive()
}

// suspend returns the command that suspends the browser, with the terminal as it was.
func (m *model) suspend() tea.Cmd {
	return tea.Exec(&suspension{}, func(err error) tea.Msg { return resumed{err} })
}

// suspension suspends the program. Bubble Tea runs it with the terminal as it was.
type suspension struct{ out io.Writer }

func (s *suspension) SetStdin(io.Reader)      {}
func (s *suspension) SetStdout(out io.Writer) { s.out = out }
func (s *suspension) SetStderr(io.Writer)     {}

func (s *suspension) Run() error {
	io.WriteString(s.out, popTitle)
	defer io.WriteString(s.out, pushTitle)
	return suspendProcess()
}

// errNoShell says that nobody could continue a suspended browser.
var errNoShell = errors.New("there is no shell to go back to")
