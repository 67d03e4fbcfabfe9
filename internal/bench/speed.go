package bench

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// SpeedOptions says what Speed measures and how.
type SpeedOptions struct {
	Archive  string       // root of the archive
	News     string       // file of the news program; "": build it
	Beside   string       // file of another news program to compare with; "": other peers
	Runs     int          // number of runs of each command, 1 or more
	Seed     uint64       // the seed for picking pages and words
	Notmuch  bool         // also let notmuch build its index, which takes minutes
	Cold     bool         // also measure a first search after the system's file caches were dropped, which slows other programs down
	Progress func(string) // called with what is being done; may be nil
}

// Speed measures start, show, list, search, relations and the index of news on an
// archive beside their peers and returns a row for each. With another news program,
// it measures searches and relations beside that program alone. The archive stays as it
// is. It returns an error where nothing can be measured at all; the error of a
// single command is in its row.
func Speed(ctx context.Context, options SpeedOptions) ([]Row, error) {
	if options.Archive == "" {
		return nil, errors.New("no archive named: --archive DIR says which to measure on")
	}
	var rows []Row
	err := withPrograms(ctx, &options, func(built programs, dir string) (err error) {
		rows, err = speedOf(ctx, options, built, dir, false)
		return err
	})
	return rows, err
}

// withPrograms calls work with the programs to measure and a folder for what they
// write.
func withPrograms(ctx context.Context, options *SpeedOptions, work func(built programs, dir string) error) error {
	if options.Progress == nil {
		options.Progress = func(string) {}
	}
	dir, err := os.MkdirTemp("", "newsbench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	options.Progress("building")
	built, err := newPrograms(ctx, dir, options.News)
	if err != nil {
		return err
	}
	return work(built, dir)
}

// speedOf measures one archive. If onlyIndexed, it leaves out the searches that read all
// pages.
func speedOf(ctx context.Context, options SpeedOptions, built programs, dir string, onlyIndexed bool) ([]Row, error) {
	archive, err := filepath.Abs(options.Archive)
	if err != nil {
		return nil, err
	}
	picked, err := Pick(archive, options.Seed)
	if err != nil {
		return nil, err
	}
	b := newSpeedBench(ctx, built, archive, dir)
	if options.Beside != "" {
		return measureRows(ctx, options, b.previousContests(picked, options.Beside))
	}
	contests := b.contests(picked)
	if onlyIndexed {
		contests = slices.DeleteFunc(contests, func(c contest) bool { return strings.Contains(c.what, withoutIndex) })
	}
	if b.indexed {
		contests = append(contests, b.relationContests(picked)...)
		contests = append(contests, b.longContests(picked)...)
		contests = append(contests, b.indexContests(picked, options)...)
	}
	return measureRows(ctx, options, contests)
}

// measureRows measures contests one after the other.
func measureRows(ctx context.Context, options SpeedOptions, contests []contest) ([]Row, error) {
	rows := make([]Row, 0, len(contests))
	for _, c := range contests {
		options.Progress(c.what)
		row := c.measure(ctx, options.Runs)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// Failures joins the errors of rows, nil where there are none.
func Failures(rows []Row) error {
	var all []error
	for _, row := range rows {
		all = append(all, row.Err)
	}
	return errors.Join(all...)
}

// contest is a comparison to be run.
type contest struct {
	what, peer   string
	ours, theirs Command
	limit        Limit
	most         int  // the most runs; 0: no limit
	cold         bool // without a warm-up run
}

// measure runs both sides in turn, or news alone where the peer is not installed.
func (c contest) measure(ctx context.Context, runs int) Row {
	row := Row{What: c.what, Peer: c.peer, Limit: c.limit}
	commands := []Command{c.ours}
	if c.theirs.Path != "" {
		commands = append(commands, c.theirs)
	}
	warmUps := 1
	if c.cold {
		warmUps = 0
	}
	if c.most > 0 {
		runs = min(runs, c.most)
	}
	series, err := Measure(ctx, warmUps, runs, commands...)
	if err != nil {
		row.Err = err
		return row
	}
	row.Ours = series[0]
	if len(series) > 1 {
		row.Theirs = series[1]
	}
	return row
}
