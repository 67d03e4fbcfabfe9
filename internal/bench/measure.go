package bench

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// Command is a program with its arguments, run from start to exit.
type Command struct {
	Path      string   // the program's file
	Args      []string // without the program's own name
	Env       []string // the whole environment, in the form of os.Environ
	FirstLine bool     // read one line and close the pipe, like "| head -1"
	NoneFine  bool     // exit code 1 is no failure: nothing was found

	// Before is called before each run and not measured; may be nil.
	Before func() error
}

// Sample is the time and memory of one run.
type Sample struct {
	Wall   time.Duration // from start to exit
	Memory int64         // largest resident memory in KB, 0 where not known
}

// Series is the samples of one command.
type Series []Sample

// Measure runs every command warmUps times to warm the file cache, then all of them
// in turn (A B A B ...) runs times, and returns a series for each command. It
// discards their output behind a pipe. It returns an error where runs is below 1,
// or for the first command that cannot be run or fails; ctx ends it early.
func Measure(ctx context.Context, warmUps, runs int, commands ...Command) ([]Series, error) {
	if runs < 1 {
		return nil, fmt.Errorf("cannot measure %d runs: at least 1", runs)
	}
	series := make([]Series, len(commands))
	for run := range warmUps + runs {
		for i, command := range commands {
			sample, err := command.run(ctx)
			if err != nil {
				return nil, err
			}
			if run >= warmUps {
				series[i] = append(series[i], sample)
			}
		}
	}
	return series, nil
}

// run runs the command once.
func (c Command) run(ctx context.Context) (Sample, error) {
	if c.Before != nil {
		if err := c.Before(); err != nil {
			return Sample{}, c.failure(err, "")
		}
	}
	process := exec.CommandContext(ctx, c.Path, c.Args...)
	process.Env = c.Env
	var complaint bytes.Buffer
	process.Stderr = &complaint
	output, err := process.StdoutPipe()
	if err != nil {
		return Sample{}, err
	}
	start := time.Now()
	if err := process.Start(); err != nil {
		return Sample{}, err
	}
	readErr := c.read(output)
	err = process.Wait()
	sample := Sample{Wall: time.Since(start), Memory: peakMemory(process.ProcessState)}
	switch {
	case ctx.Err() != nil:
		return Sample{}, ctx.Err()
	case err != nil && !c.endedByPipe(process.ProcessState) && !c.foundNone(process.ProcessState):
		return Sample{}, c.failure(err, complaint.String())
	case readErr != nil:
		return Sample{}, c.failure(readErr, "")
	}
	return sample, nil
}

// read reads all output, or one line before it closes the pipe.
func (c Command) read(output io.ReadCloser) error {
	if !c.FirstLine {
		return errors.Join(drain(output), output.Close())
	}
	line, err := bufio.NewReader(output).ReadSlice('\n')
	switch {
	case len(line) > 0:
		err = nil // a line longer than the buffer, or without an end, is fine
	case err == io.EOF:
		err = errors.New("printed nothing")
	}
	return errors.Join(err, output.Close())
}

// drain reads to the end in pieces of the size of a pipe, so that it does not slow
// the writer down.
func drain(output io.Reader) error {
	piece := make([]byte, 64<<10)
	for {
		if _, err := output.Read(piece); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// endedByPipe reports whether the process ended because of the closed pipe.
func (c Command) endedByPipe(state *os.ProcessState) bool {
	const signalled, shellsSIGPIPE = -1, 141
	code := state.ExitCode()
	return c.FirstLine && (code == signalled || code == shellsSIGPIPE)
}

// foundNone reports whether the process ended with the exit code for nothing found,
// which is fine.
func (c Command) foundNone(state *os.ProcessState) bool { return c.NoneFine && state.ExitCode() == 1 }

// failure returns an error with the command and the first line of its standard
// error.
func (c Command) failure(err error, complaint string) error {
	first, _, _ := strings.Cut(strings.TrimSpace(complaint), "\n")
	if first == "" {
		return fmt.Errorf("%s: %w", c, err)
	}
	return fmt.Errorf("%s: %w: %s", c, err, first)
}

// String returns the command as it is typed.
func (c Command) String() string {
	return strings.Join(append([]string{c.Path}, c.Args...), " ")
}

// Median returns the median wall time, and 0 for an empty series.
func (s Series) Median() time.Duration {
	if len(s) == 0 {
		return 0
	}
	walls := s.walls()
	slices.Sort(walls)
	middle := len(walls) / 2
	if len(walls)%2 == 1 {
		return walls[middle]
	}
	return (walls[middle-1] + walls[middle]) / 2
}

// Min returns the shortest wall time, and 0 for an empty series.
func (s Series) Min() time.Duration {
	if len(s) == 0 {
		return 0
	}
	return slices.Min(s.walls())
}

// Memory returns the largest peak in KB, and 0 where it is not known.
func (s Series) Memory() int64 {
	var most int64
	for _, sample := range s {
		most = max(most, sample.Memory)
	}
	return most
}

// Ratio returns the median as a multiple of the peer's, and 0 without a peer.
func (s Series) Ratio(peer Series) float64 {
	if peer.Median() == 0 {
		return 0
	}
	return float64(s.Median()) / float64(peer.Median())
}

// walls returns the wall times in order of running.
func (s Series) walls() []time.Duration {
	walls := make([]time.Duration, len(s))
	for i, sample := range s {
		walls[i] = sample.Wall
	}
	return walls
}
