package bench

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// SpeedOptions says what Speed measures and how.
type SpeedOptions struct {
	Archive  string       // root of the archive
	News     string       // file of the news program; "": built for the occasion
	Runs     int          // how often each command is run, 1 or more
	Seed     uint64       // which pages and words are picked
	Progress func(string) // told what is being done; may be nil
}

// Speed measures start, show, list and search of news on an archive beside
// their peers and returns a row for each. It errs where nothing can be measured
// at all; a single command that fails has the reason in its row.
func Speed(ctx context.Context, options SpeedOptions) ([]Row, error) {
	if options.Progress == nil {
		options.Progress = func(string) {}
	}
	if options.Archive == "" {
		return nil, errors.New("no archive named: --archive DIR says which to measure on")
	}
	archive, err := filepath.Abs(options.Archive)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "newsbench-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	options.Progress("building")
	built, err := newPrograms(ctx, dir, options.News)
	if err != nil {
		return nil, err
	}
	picked, err := Pick(archive, options.Seed)
	if err != nil {
		return nil, err
	}
	b := speedBench{programs: built, archive: archive, env: environment(filepath.Join(dir, "cache"))}
	b.searchFlags = b.withoutIndex(ctx)
	return measureRows(ctx, options, b.contests(picked))
}

// measureRows measures the contests one after the other.
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

// contest is a comparison yet to be run.
type contest struct {
	what, peer   string
	ours, theirs Command
	limit        Limit
}

// measure runs both sides in turn; a peer that is not installed stands out.
func (c contest) measure(ctx context.Context, runs int) Row {
	row := Row{What: c.what, Peer: c.peer, Limit: c.limit}
	commands := []Command{c.ours}
	if c.theirs.Path != "" {
		commands = append(commands, c.theirs)
	}
	series, err := Measure(ctx, runs, commands...)
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

// speedBench makes the contests of one archive.
type speedBench struct {
	programs
	archive     string
	env         []string
	searchFlags []string
}

// contests returns all comparisons in the order of the table.
func (b speedBench) contests(p Picked) []contest {
	var (
		start  = Limit{Plus: 3 * time.Millisecond}
		page   = Limit{Plus: 5 * time.Millisecond}
		search = Limit{Times: 8, Memory: 400 << 10}
		styled = []string{"--color", "always", "--width", "80"}
	)
	first := b.besideBare("list | head -1", p.EventFile, page, "list")
	first.ours.FirstLine = true
	return []contest{
		b.besideBare("version", p.EventFile, start, "version"),
		b.besideBare("show EVENT", p.EventFile, page, "show", p.Event),
		b.besideBare("show EVENT, styled", p.EventFile, page, append([]string{"show", p.Event}, styled...)...),
		b.besideBare("show DAY", p.DayFile, page, "show", p.Day),
		b.besideBare("show DAY, styled", p.DayFile, page, append([]string{"show", p.Day}, styled...)...),
		first,
		b.besideRipgrep("a rare word", search, p.Rare),
		b.besideRipgrep("a common word", search, p.Common),
		b.besideRipgrep("three words", search, p.Three[:]...),
	}
}

// besideBare compares a verb of news with the bare program rendering a file.
func (b speedBench) besideBare(what, file string, limit Limit, args ...string) contest {
	return contest{
		what: what, ours: b.command(args...), limit: limit,
		peer: "bare", theirs: Command{Path: b.bare, Args: []string{file}, Env: b.env},
	}
}

// besideRipgrep compares a search of news with ripgrep looking for the first
// of its words, since ripgrep cannot look for several at once.
func (b speedBench) besideRipgrep(what string, limit Limit, words ...string) contest {
	args := slices.Concat([]string{"search"}, b.searchFlags, words)
	c := contest{what: "search " + what + " (" + strings.Join(words, " ") + ")", ours: b.command(args...), peer: "rg -i " + words[0], limit: limit}
	if b.rg != "" {
		c.theirs = Command{Path: b.rg, Args: []string{"-i", words[0], filepath.Join(b.archive, "news")}, Env: b.env}
	}
	return c
}

// command returns news with args on the archive.
func (b speedBench) command(args ...string) Command {
	return Command{Path: b.news, Args: append([]string{"--archive", b.archive}, args...), Env: b.env}
}

// withoutIndex returns the flag that makes a search read the pages, none where
// news has no such flag and so no index either.
func (b speedBench) withoutIndex(ctx context.Context) []string {
	const flag = "--no-index"
	help := exec.CommandContext(ctx, b.news, "search", "--help")
	help.Env = b.env
	if text, err := help.Output(); err == nil && strings.Contains(string(text), flag) {
		return []string{flag}
	}
	return nil
}
