package cli

import (
	"os"

	"news/internal/archive"
	"news/internal/sample"
)

// openArchive opens the archive that the flags, the environment or the working
// folder name, else the built-in sample, which it says.
func (p *Program) openArchive(flags *common) (*archive.Archive, error) {
	a, isSample, err := p.findArchive(flags)
	if err != nil {
		return nil, err
	}
	// A preview window has no room for it.
	if preview, _ := p.env("FZF_PREVIEW_COLUMNS"); isSample && preview == "" {
		p.say("news: built-in sample; name an archive with --archive DIR or NEWS_ARCHIVE")
	}
	p.opened = a
	return a, nil
}

// findArchive opens the first archive that is named: by the flag, by the
// environment, by the working folder; else the built-in sample.
func (p *Program) findArchive(flags *common) (a *archive.Archive, isSample bool, err error) {
	dir := flags.archive
	if dir == "" {
		dir, _ = p.env("NEWS_ARCHIVE")
	}
	if dir == "" {
		dir = nearestArchive()
	}
	if dir == "" {
		return archive.FromFS(sample.FS()), true, nil
	}
	a, err = archive.Open(dir)
	return a, false, err
}

// nearestArchive gives the archive that the working folder lies in, or "".
func nearestArchive() string {
	working, err := os.Getwd()
	if err != nil {
		return ""
	}
	return archive.Find(working)
}
