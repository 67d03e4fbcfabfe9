package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"news/internal/config"
	"news/internal/event"
	"news/internal/importer"
	"news/internal/portal"
	"news/internal/text"
	"news/internal/when"
)

// importOptions are the flags of news import.
type importOptions struct {
	*common
	into    string
	since   string
	from    []string
	date    string
	api     string
	relink  bool
	verify  bool
	verbose bool
}

func (p *Program) newImport(flags *common) *cobra.Command {
	o := &importOptions{common: flags}
	cmd := &cobra.Command{
		Use:   "import [WHEN...]",
		Short: "make an archive of Wikipedia's news, and keep it up to date",
		Example: `  news import --into ~/news 2016-04           the days of a month
  news import --into ~/news --since 2002-07   all days, some 8,600; it can be interrupted
  news import                                 what is new since the last time
  news import --into ~/news --from enwiki.xml.bz2   from an export or a dump of Wikipedia
  news import --verify                        name pages that were changed by hand`,
		Long: `Make an archive of the Current events portal of Wikipedia, which has a page for
each day since July 2002, and keep it up to date.

WHEN says which days, as for news list. Without it, news import takes the days
since the last import, and those of the 30 days before that have changed; --since
takes all from a day on. An import that was interrupted goes on where it ended.

With --from, the days come from files: wiki text of pages, an export or a dump of
MediaWiki, plain or packed with gzip or bzip2; - is standard input.

Only an empty folder, or one that news import has made, is written to. Pages that
you have changed, added or removed there stay as you left them, and are named.`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.importDays(cmd.Context(), o, args)
		},
	}
	set := cmd.Flags()
	set.SortFlags = false
	set.StringVar(&o.into, "into", "", "write the archive in this folder")
	set.StringVar(&o.since, "since", "", "take all days from this one on")
	set.StringArrayVar(&o.from, "from", nil, "read this file, or the files in this folder; - is standard input")
	set.StringVar(&o.date, "date", "", "the day of wiki text that names none")
	set.StringVar(&o.api, "api", "", "ask the API of MediaWiki at this address")
	set.BoolVar(&o.relink, "relink", false, "find the related events of all events anew")
	set.BoolVar(&o.verify, "verify", false, "look for pages that were changed by hand in the whole archive")
	set.BoolVar(&o.verbose, "verbose", false, "name all lines that could not be read, of days that are unchanged, too")
	for flag, value := range map[string]string{"into": "DIR", "since": "DATE", "from": "FILE", "date": "DATE", "api": "URL"} {
		name(set, flag, value)
	}
	must(cmd.MarkFlagDirname("into"))
	registerCompletions(cmd, map[string][]string{"since": nil, "date": nil, "api": nil})
	return cmd
}

// importDays imports, and says what it has done.
func (p *Program) importDays(ctx context.Context, o *importOptions, args []string) error {
	options, err := p.importOptions(o, args)
	if err != nil {
		return err
	}
	bar := &importBar{progress: p.newProgress()}
	options.Progress = bar.set
	options.Client.Waiting = func(pause time.Duration, why error) {
		bar.clear()
		if !o.quiet {
			p.say("news: %v; waiting for %s", why, pause.Round(time.Second))
		}
	}
	report, err := importer.Run(ctx, options)
	bar.clear()
	p.reportImport(o, &report)
	if err != nil {
		return importError(err, options.Dir)
	}
	return p.summarize(&report, options.Dir)
}

// importOptions returns what the flags and arguments ask for.
func (p *Program) importOptions(o *importOptions, args []string) (importer.Options, error) {
	today := event.DateOf(p.Now().UTC())
	options := importer.Options{
		Today: today, Files: o.from, Input: p.In, Relink: o.relink, Verify: o.verify, Recall: o.verbose,
		Client: &portal.Client{Address: o.api, UserAgent: userAgent(), Sleep: p.sleep},
	}
	if len(args) > 0 {
		days, err := when.Parse(args, today)
		if err != nil {
			return options, err
		}
		for d := importer.FirstDay(); d.Compare(today) <= 0; d = d.AddDays(1) {
			if days.Contains(d) {
				options.Days = append(options.Days, d)
			}
		}
		if len(options.Days) == 0 {
			return options, usageError("the portal has pages from July 2002 to today", "there are no days to import in %s", quoteAll(args))
		}
	}
	var err error
	if options.Since, err = firstDayOf("since", o.since, today); err != nil {
		return options, err
	}
	if options.Date, err = firstDayOf("date", o.date, today); err != nil {
		return options, err
	}
	for i, name := range o.from {
		options.Files[i] = p.fromHome(name)
	}
	if dir, err := p.cacheDir(); err == nil {
		options.Cache = filepath.Join(dir, "import")
	}
	options.Dir, err = p.importedFolder(o)
	return options, err
}

// firstDayOf returns the first day of what was typed for a flag.
func firstDayOf(flag, typed string, today event.Date) (event.Date, error) {
	if typed == "" {
		return event.Date{}, nil
	}
	days, err := when.Parse([]string{typed}, today)
	if err != nil {
		return event.Date{}, err
	}
	first := days.Bounds().From
	if !first.Valid() {
		return event.Date{}, usageError("type a day such as 2016-04-03", "--%s %s names no first day", flag, quote(shorten(typed)))
	}
	return first, nil
}

// importedFolder returns the folder to import into: the one of the flag, else the archive
// that counts here, if import made it, else the default archive.
func (p *Program) importedFolder(o *importOptions) (string, error) {
	if o.into != "" {
		return p.fromHome(o.into), nil
	}
	chosen := p.chosenArchive(o.common)
	switch {
	case chosen.err != nil:
		return "", chosen.err
	case chosen.dir != "" && importer.Made(chosen.dir):
		return chosen.dir, nil
	}
	if named, exists := p.userSettings().Value(config.Archive); exists {
		dir, _ := p.folderOf(named.Text)
		return dir, nil
	}
	return "", usageError("name a folder with --into, such as --into ~/news", "no archive that news import made is here")
}

// userAgent is how the program names itself to wikis.
func userAgent() string {
	return "news (news import; a command-line browser for archives of news events)"
}

// importError returns an error with its exit code and a hint.
func importError(err error, dir string) error {
	var notOurs *importer.NotOursError
	var noDate *importer.NoDateError
	var format *portal.FormatError
	var language *portal.LanguageError
	var network *portal.NetworkError
	var path *fs.PathError
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &notOurs):
		return &failure{err, "name an empty folder with --into, or one that news import made", exitUsage}
	case errors.Is(err, importer.ErrNoDays):
		return &failure{err, "name them, such as 2016-04, or take all with --since 2002-07", exitUsage}
	case errors.As(err, &noDate):
		return &failure{err, "name it with --date", exitUsage}
	case errors.As(err, &format):
		return &failure{err, "", exitUsage}
	case errors.As(err, &language):
		return &failure{err, "the portal is imported from the English Wikipedia alone", exitUsage}
	case errors.As(err, &network):
		return &failure{err, "what was imported before stays; type it again to go on", exitSystem}
	case errors.As(err, &path) && errors.Is(err, fs.ErrNotExist):
		return &failure{fmt.Errorf("there is no file %s", path.Path), "", exitUsage}
	}
	if reason, ok := cannotWrite(err); ok {
		return &failure{fmt.Errorf("cannot write to %s: %w", shownFolder(dir), reason), "what was imported before stays; type it again to go on", exitSystem}
	}
	return &failure{err, "", exitSystem}
}

// cannotWrite reports whether an error is of writing to the archive, and returns why,
// without the name of a file that is about to be renamed.
func cannotWrite(err error) (reason error, ok bool) {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &link):
		return link.Err, true
	case errors.As(err, &path):
		readOnly := errors.Is(err, syscall.EROFS) || errors.Is(err, fs.ErrPermission) && filepath.Base(path.Path) == "lock"
		return path.Err, readOnly || path.Op == "write" || path.Op == "mkdir"
	}
	return nil, false
}

// mostNamed is how many pages and lines are named without --verbose.
const mostNamed = 10

// reportImport says what import has left as it is, and what it could not read.
func (p *Program) reportImport(o *importOptions, r *importer.Report) {
	if o.quiet {
		return
	}
	for i, left := range r.Left {
		if i == mostNamed && !o.verbose {
			p.say("news: and %d more; --verbose names them", len(r.Left)-mostNamed)
			break
		}
		if left.Removed {
			p.say("news: %s was removed by hand, and stays away", left.Path)
		} else {
			p.say("news: %s was changed by hand, and stays as it is", left.Path)
		}
	}
	if len(r.Problems) == 0 {
		return
	}
	if o.verbose {
		for _, problem := range r.Problems {
			p.say("news: %s", problem)
		}
		return
	}
	days := make(map[string]bool)
	for _, problem := range r.Problems {
		days[problem.Path] = true
	}
	p.say("news: %s of %s could not be read; --verbose names them", countOf(len(r.Problems), "line"), countOf(len(days), "day"))
}

// summarize says what an import has done.
func (p *Program) summarize(r *importer.Report, dir string) error {
	if r.Days == 0 {
		_, err := fmt.Fprintf(p.Out, "nothing is new; %s written\n", countOf(r.Written, "file"))
		return writeError(err)
	}
	parts := []string{countOf(r.New, "new event")}
	for _, part := range []struct {
		n    int
		word string
	}{{r.Changed, "changed"}, {r.Removed, "removed"}, {r.Moved, "moved"}} {
		if part.n > 0 {
			parts = append(parts, text.Grouped(part.n)+" "+part.word)
		}
	}
	days := r.First.String()
	if r.Last != r.First {
		days += " to " + r.Last.String()
	}
	_, err := fmt.Fprintf(p.Out, "%s (%s): %s; %s written in %s\n", countOf(r.Days, "day"), days, strings.Join(parts, ", "),
		countOf(r.Written, "file"), text.Plain(shownFolder(dir)))
	if err != nil {
		return writeError(err)
	}
	said, err := p.nameArchive(dir)
	if err == nil && said != "" {
		_, err = fmt.Fprintln(p.Out, text.Plain(said))
	}
	return writeError(err)
}

func shownFolder(dir string) string {
	if working, err := os.Getwd(); err == nil {
		if relative, err := filepath.Rel(working, dir); err == nil && relative != "." && !strings.HasPrefix(relative, "..") {
			return relative
		}
	}
	return dir
}

// importBar shows on a terminal how far an import has come.
type importBar struct {
	*progress
	part importer.Part
}

func (b *importBar) set(at importer.Progress) {
	if at.Part != b.part {
		b.part, b.since = at.Part, time.Now()
	}
	if !b.isDue() {
		return
	}
	columns, _, _ := b.program.size(b.program.Err)
	b.drawn = time.Now()
	b.program.bar.Store(b.progress)
	fmt.Fprintf(b.program.Err, "\r%s\x1b[K", importLine(at, time.Since(b.since), columns))
}

// importLine returns the line of the bar: what is done, how fast, and the time that is
// left if all takes as long. It leaves out what a narrow window has no room for.
func importLine(at importer.Progress, elapsed time.Duration, columns int) string {
	parts := []string{at.Part.String()}
	unit, size := " days", int64(1)
	switch at.Part {
	case importer.Reading:
		unit, size = " MB", 1_000_000
	case importer.Relating:
		unit = " events"
	case importer.Writing:
		unit = " months"
	}
	done := text.Grouped(int(at.Done / size))
	if at.Total > 0 {
		done += " of " + text.Grouped(int(at.Total/size))
	}
	parts = append(parts, done+unit)
	if seconds := elapsed.Seconds(); seconds > 0.5 && at.Done > 0 {
		parts = append(parts, fmt.Sprintf("%.0f a second", float64(at.Done/size)/seconds))
		if at.Total > 0 {
			left := time.Duration(float64(elapsed) / float64(at.Done) * float64(at.Total-at.Done))
			parts = append(parts, left.Round(time.Second).String()+" left")
		}
	}
	if !at.Day.IsZero() {
		parts = append(parts, at.Day.String())
	}
	const forInterrupt = len("^C") + 1
	line := parts[0]
	for _, part := range parts[1:] {
		if columns == 0 || text.Width(line)+2+text.Width(part)+forInterrupt <= columns {
			line += ", " + part
		}
	}
	return line
}
