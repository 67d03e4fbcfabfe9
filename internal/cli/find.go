package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"news/internal/archive"
	"news/internal/config"
	"news/internal/sample"
	"news/internal/search"
)

// openArchive opens the archive that findArchive finds, and says where that is the
// built-in sample.
func (p *Program) openArchive(flags *common) (*archive.Archive, error) {
	a, isSample, err := p.findArchive(flags)
	if err != nil {
		return nil, err
	}
	if isSample && !p.leavesNotesOut(flags) {
		p.say("news: this is the built-in sample; to read an archive, go to its folder, or name it with --archive DIR or NEWS_ARCHIVE; news import makes one")
	}
	p.opened = a
	return a, nil
}

// findArchive opens the archive that counts for a command.
func (p *Program) findArchive(flags *common) (a *archive.Archive, isSample bool, err error) {
	chosen := p.chosenArchive(flags)
	switch {
	case chosen.err != nil:
		return nil, false, chosen.err
	case chosen.dir == "":
		return archive.FromFS(sample.FS()), true, nil
	case chosen.from.Kind == config.FromWorking:
		a, err = archive.Open(chosen.dir)
		return a, false, err
	}
	a, err = openNamed(chosen.dir)
	return a, false, p.explainMissing(chosen, err)
}

// choice is the archive that counts for a command.
type choice struct {
	typed    string // by --archive
	dir      string // "" for the built-in sample
	name     string // among the archives of the user, or ""
	from     config.Origin
	err      error // why the archive around the working folder cannot be read
	settings *config.File
}

// chosenArchive returns the archive that counts: of the flag, else of the environment,
// else of the working folder, else the user's default, else the built-in sample.
func (p *Program) chosenArchive(flags *common) choice {
	p.choosing.Lock()
	defer p.choosing.Unlock()
	return *p.choose(flags)
}

// choose returns the archive that counts, and remembers it.
func (p *Program) choose(flags *common) *choice {
	if p.chosen != nil && p.chosen.typed == flags.archive {
		return p.chosen
	}
	c := &choice{typed: flags.archive, from: p.settingsOfUser(flags).Value(config.Archive)}
	switch c.from.Kind {
	case config.FromWorking:
		c.dir, c.err = p.workingArchive()
	case config.FromUser:
		c.dir, c.name = p.folderOf(c.from.Value.Text)
		if c.name == "" {
			c.dir = p.besideSettings(c.from.Value.Text)
		}
	case config.FromFlag, config.FromEnv:
		c.dir, c.name = p.folderOf(c.from.Value.Text)
	}
	p.chosen = c
	return c
}

// folderOf returns the folder of an archive that somebody named: by a path, or by a
// name among the user's archives, else by a path all the same.
func (p *Program) folderOf(named string) (dir, name string) {
	if !config.IsPath(named) {
		if v, exists := p.userSettings().Value(config.InTable(config.Archives, named)); exists {
			return p.besideSettings(v.Text), named
		}
	}
	return p.fromHome(named), ""
}

// explainMissing returns the error of an archive that was named, with the name that
// led to its folder, or with a hint at the name that was meant.
func (p *Program) explainMissing(c choice, err error) error {
	var missing *archive.NotArchiveError
	if !errors.As(err, &missing) {
		return err
	}
	switch {
	case c.name != "":
		return &failure{fmt.Errorf("the archive %s: %w", shorten(c.name), err), "news archives lists the archives; news archives remove " + c.name + " takes it off the list", exitArchive}
	case c.from.Kind == config.FromUser:
		return &failure{fmt.Errorf("%s: the default archive: %w", c.from.Place, err), "news archives default NAME names another", exitArchive}
	case !config.IsPath(c.from.Value.Text) && errors.Is(missing.Cause, fs.ErrNotExist):
		if near := search.Nearest(c.from.Value.Text, p.userSettings().NamesIn(config.Archives), 1); len(near) > 0 {
			return &failure{err, "did you mean the archive " + near[0], exitArchive}
		}
	}
	return err
}

// fromHome puts the home folder in place of ~ at the beginning of a path, as shells
// do not in --archive=~/news.
func (p *Program) fromHome(dir string) string {
	rest, isHome := strings.CutPrefix(dir, "~")
	home, _ := p.env("HOME")
	if !isHome || home == "" || rest != "" && !os.IsPathSeparator(rest[0]) {
		return dir
	}
	return filepath.Join(home, rest)
}

// openNamed opens the archive in a named folder. An archive without events is an
// error, since it was not meant; the archive around the folder may be.
func openNamed(dir string) (*archive.Archive, error) {
	a, err := archive.Open(dir)
	if err == nil {
		if err = a.HasEvents(); err == nil {
			return a, nil
		}
		a.Close()
	}
	var notArchive *archive.NotArchiveError
	if errors.As(err, &notArchive) {
		notArchive.Dir = dir
		notArchive.Above, _ = archive.Find(dir)
		if notArchive.Empty {
			notArchive.Above = ""
		}
	}
	return nil, err
}

// workingArchive returns the root of the archive around the working folder, or "". It
// looks once.
func (p *Program) workingArchive() (string, error) {
	p.lookAround.Do(func() {
		if working, err := os.Getwd(); err == nil { // else the folder was removed
			p.around, p.aroundErr = archive.Find(working)
		}
	})
	return p.around, p.aroundErr
}
