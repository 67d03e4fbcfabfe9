package bench

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// speedBench makes the contests of one archive.
type speedBench struct {
	programs
	archive string
	dir     string // a folder to write in
	env     []string
	indexed bool // news has an index
}

func newSpeedBench(ctx context.Context, built programs, archive, dir string) speedBench {
	b := speedBench{programs: built, archive: archive, dir: dir, env: environment(filepath.Join(dir, "cache"))}
	help := exec.CommandContext(ctx, b.news, "search", "--help")
	help.Env = b.env
	text, err := help.Output()
	b.indexed = err == nil && strings.Contains(string(text), withoutIndex)
	return b
}

// withoutIndex makes a search read the pages.
const withoutIndex = "--no-index"

// contests returns the comparisons without an index, in the order of the table.
func (b speedBench) contests(p Picked) []contest {
	var (
		start  = Limit{Plus: 3 * time.Millisecond}
		page   = Limit{Plus: 5 * time.Millisecond}
		search = Limit{Times: 8, Memory: 400 << 10}
		styled = []string{"--color", "always", "--width", "80"}
	)
	first := b.besideBare("list | head -1", p.EventFile, page, "list")
	first.ours.FirstLine = true
	all := []contest{
		b.besideBare("version", p.EventFile, start, "version"),
		b.besideBare("show EVENT", p.EventFile, page, "show", p.Event),
		b.besideBare("show EVENT, styled", p.EventFile, page, append([]string{"show", p.Event}, styled...)...),
		b.besideBare("show DAY", p.DayFile, page, "show", p.Day),
		b.besideBare("show DAY, styled", p.DayFile, page, append([]string{"show", p.Day}, styled...)...),
		first,
	}
	var flags []string
	if b.indexed {
		flags = []string{withoutIndex}
	}
	for _, q := range p.questions()[:3] {
		all = append(all, b.besideRipgrep(q, search, flags...))
	}
	return all
}

// indexContests returns the comparisons of the index, in the order of the table.
// Where the archive cannot be copied, it leaves out the comparison that needs a
// copy.
func (b speedBench) indexContests(p Picked, options SpeedOptions) []contest {
	var all []contest
	for _, q := range p.questions() {
		all = append(all, b.besideRipgrep(q, Limit{Times: 0.12}))
	}
	all = append(all, b.besideFzf(p.Three[:]), b.building())
	if options.Notmuch {
		all = append(all, b.besideNotmuch())
	}
	if options.Cold {
		all = append(all, b.coldStart(p))
	}
	changing, err := newChangingCopy(b.archive, filepath.Join(b.dir, "changing"), p.Event)
	if err != nil {
		options.Progress("no row for a changed day, since the archive has no copy made of links (TMPDIR may be on another disk): " + err.Error())
		return all
	}
	return append(all, b.afterChange(changing, p.Rare))
}

// longContests compares long output, and what only counts, with ripgrep's scan for the
// same word.
func (b speedBench) longContests(p Picked) []contest {
	all := []contest{
		b.besideScan("list --count", p.Common, Limit{Times: 0.25}, "list", "--count"),
		b.besideScan("list --count a common word", p.Common, Limit{Times: 0.25}, "list", "--count", p.Common),
		b.besideScan("search -n 0 a common word", p.Common, Limit{Times: 0.5}, "search", "-n", "0", p.Common),
	}
	if p.WholeTopic != "" {
		all = append(all, b.besideScan("list --topic", p.WholeTopic, Limit{Times: 0.3}, "list", "--topic", p.WholeTopic))
	}
	return all
}

// besideScan compares a verb with ripgrep looking for a text.
func (b speedBench) besideScan(what, text string, limit Limit, args ...string) contest {
	c := contest{what: what + " (" + text + ")", ours: b.command(args...), limit: limit, peer: "rg -i " + text}
	if b.rg != "" {
		c.theirs = Command{Path: b.rg, Args: []string{"-i", text, b.pages()}, Env: b.env}
	}
	return c
}

// fileCaches is the file by which the system is told to drop its caches of files.
const fileCaches = "/proc/sys/vm/drop_caches"

// coldStart compares a first search with ripgrep, both after the system's caches of
// files were dropped. It fails where that is not permitted.
func (b speedBench) coldStart(p Picked) contest {
	c := b.besideScan("search a rare word, file caches dropped", p.Rare, Limit{}, "search", p.Rare)
	drop := func() error { return os.WriteFile(fileCaches, []byte("3\n"), fileAccess) }
	c.ours.Before, c.theirs.Before = drop, drop
	c.most, c.cold = 3, true
	return c
}

// relationContests compares the commands that follow links and topics with a
// search, which has to open the index, too.
func (b speedBench) relationContests(p Picked) []contest {
	usual := Limit{Times: 2, Memory: 200 << 10}
	all := []contest{
		b.besideSearch(p, "relate EVENT", usual, "relate", p.Event),
		b.besideSearch(p, "story EVENT", usual, "story", p.Event),
		b.besideSearch(p, "topics", usual, "topics"),
		b.besideSearch(p, "topics --with", usual, "topics", "--with"),
		b.besideSearch(p, "timeline", usual, "timeline"),
		b.besideSearch(p, "timeline "+p.Common, usual, "timeline", p.Common),
	}
	if p.Other != "" {
		path := b.besideSearch(p, "path EVENT EVENT", Limit{Times: 5, Memory: 200 << 10}, "path", p.Event, p.Other)
		all = append(all, path)
	}
	return all
}

// besideSearch compares a verb with a search for a rare word. It accepts the exit
// code of a path that does not exist.
func (b speedBench) besideSearch(p Picked, what string, limit Limit, args ...string) contest {
	c := contest{what: what, ours: b.command(args...), limit: limit, peer: "search " + p.Rare, theirs: b.command("search", p.Rare)}
	c.ours.NoneFine = true
	return c
}

// besideBare compares a verb of news with the bare program, which renders a file.
func (b speedBench) besideBare(what, file string, limit Limit, args ...string) contest {
	return contest{
		what: what, ours: b.command(args...), limit: limit,
		peer: "bare", theirs: Command{Path: b.bare, Args: []string{file}, Env: b.env},
	}
}

// besideRipgrep compares a search of news with ripgrep looking for one word,
// since ripgrep cannot look for several at once.
func (b speedBench) besideRipgrep(q question, limit Limit, flags ...string) contest {
	c := b.searching(q.kind, q.typed, flags...)
	c.limit, c.peer = limit, "rg -i "+q.word
	if b.rg != "" {
		c.theirs = Command{Path: b.rg, Args: []string{"-i", q.word, b.pages()}, Env: b.env}
	}
	return c
}

// besideFzf compares a search of news for some words with fzf, which finds several
// words in any order without an index.
func (b speedBench) besideFzf(words []string) contest {
	c := b.searching("three words", words)
	c.peer = "rg '^# ' | fzf --filter"
	if b.rg != "" && b.fzf != "" && b.sh != "" {
		const pipe = `"$1" --no-filename '^# ' "$2" | "$3" --filter "$4"`
		c.theirs = Command{Path: b.sh, Args: []string{"-c", pipe, "sh", b.rg, b.pages(), b.fzf, strings.Join(words, " ")}, Env: b.env}
	}
	return c
}

// searching returns a contest for a search, without a peer yet.
func (b speedBench) searching(kind string, typed []string, flags ...string) contest {
	args := slices.Concat([]string{"search"}, flags, typed)
	what := strings.Join(append([]string{"search"}, flags...), " ")
	return contest{what: what + " " + kind + " (" + strings.Join(typed, " ") + ")", ours: b.command(args...)}
}

// building compares making the index with reading every file, which takes part of
// the same time.
func (b speedBench) building() contest {
	return contest{
		what: "index build", ours: b.build(), limit: Limit{Times: 8, Memory: 300 << 10}, most: 3,
		peer: "bare --read", theirs: Command{Path: b.bare, Args: []string{"--read", b.pages()}, Env: b.env},
	}
}

// build returns the command that makes an index where there is none.
func (b speedBench) build() Command {
	cache := filepath.Join(b.dir, "building")
	build := b.command("index", "build")
	build.Env = environment(cache)
	build.Before = func() error { return os.RemoveAll(cache) }
	return build
}

// afterChange compares a search after a page was replaced with the same search of
// an unchanged archive.
func (b speedBench) afterChange(changing *changingCopy, word string) contest {
	c := b.searching("after one changed day", []string{word})
	c.peer, c.theirs, c.limit = "unchanged", c.ours, Limit{Times: 1.5}
	b.archive = changing.dir
	c.ours = b.command("search", word)
	c.ours.Before = changing.change
	return c
}

// command returns the command that runs news with args on the archive.
func (b speedBench) command(args ...string) Command {
	return Command{Path: b.news, Args: append([]string{"--archive", b.archive}, args...), Env: b.env}
}

// pages returns the folder with the pages of the archive.
func (b speedBench) pages() string { return filepath.Join(b.archive, "news") }
