package cli

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"news/internal/archive"
	"news/internal/sample"
)

// openArchive opens the archive that findArchive finds, and says where that is the
// built-in sample.
func (p *Program) openArchive(flags *common) (*archive.Archive, error) {
	a, isSample, err := p.findArchive(flags)
	if err != nil {
		return nil, err
	}
	if isSample && !p.leavesNotesOut(flags) {
		p.say("news: this is the built-in sample; to read an archive, go to its folder, or name it with --archive DIR or NEWS_ARCHIVE")
	}
	p.opened = a
	return a, nil
}

// findArchive opens the archive of the flag, else of the environment, else of the
// working folder, else the built-in sample.
func (p *Program) findArchive(flags *common) (a *archive.Archive, isSample bool, err error) {
	dir := flags.archive
	if dir == "" {
		dir, _ = p.env("NEWS_ARCHIVE")
	}
	if dir != "" {
		a, err = openNamed(p.fromHome(dir))
		return a, false, err
	}
	if dir, err = nearestArchive(); err != nil {
		return nil, false, err
	}
	if dir == "" {
		return archive.FromFS(sample.FS()), true, nil
	}
	a, err = archive.Open(dir)
	return a, false, err
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

// nearestArchive returns the root of the archive around the working folder, or "".
func nearestArchive() (string, error) {
	working, err := os.Getwd()
	if err != nil {
		return "", nil // the folder was removed
	}
	return archive.Find(working)
}
