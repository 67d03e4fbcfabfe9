package cli

import (
	"os"

	"news/internal/archive"
	"news/internal/sample"
)

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
