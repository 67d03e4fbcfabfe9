package index

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"news/internal/archive"
	"news/internal/text"
)

// Path returns the file that the index of an archive is kept in, in a cache
// folder. Its name tells people which archive's it is, and ends in the version of
// the schema: programs of several versions each keep their own.
func Path(dir string, a *archive.Archive) string {
	root := a.Folder()
	sum := sha256.Sum256([]byte(root))
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, text.Plain(filepath.Base(filepath.Dir(root))))
	const longest = 40
	if runes := []rune(name); len(runes) > longest {
		name = string(runes[:longest])
	}
	return filepath.Join(dir, fmt.Sprintf("%s-%s.v%d.sqlite", strings.Trim(name, ". "), hex.EncodeToString(sum[:6]), version))
}

// withoutVersion returns the name of an index without its end, or false where it
// is none. The first versions put no number into it.
func withoutVersion(name string) (string, bool) {
	name, ok := strings.CutSuffix(name, ".sqlite")
	if end := strings.LastIndex(name, ".v"); ok && end >= 0 {
		if _, err := strconv.ParseUint(name[end+len(".v"):], 10, 32); err == nil {
			name = name[:end]
		}
	}
	return name, ok
}

// otherVersions returns the files of the same archive's index that programs of
// other versions keep beside the one of a path.
func otherVersions(path string) []string {
	dir, name := filepath.Split(path)
	entries, err := os.ReadDir(filepath.Clean(dir))
	if err != nil {
		return nil
	}
	whose, _ := withoutVersion(name)
	var others []string
	for _, entry := range entries {
		other, ok := withoutVersion(entry.Name())
		if ok && other == whose && entry.Name() != name {
			others = append(others, filepath.Join(dir, entry.Name()))
		}
	}
	return others
}

// unused is how long ago the index of another version was written for the last
// time when nobody is taken to use that version any more.
const unused = 30 * 24 * time.Hour

// removeUnused removes what programs of other versions have left of the index at
// a path. That some of it stays is no error: it is tried again with the next.
func removeUnused(path string, now time.Time) {
	for _, other := range otherVersions(path) {
		if info, err := os.Lstat(other); err == nil && info.Mode().IsRegular() && now.Sub(info.ModTime()) > unused {
			remove(other)
		}
	}
}

// Clear removes the index of an archive, that of every version of the program.
// That there is none is no error.
func Clear(a *archive.Archive, dir string) error {
	path := Path(dir, a)
	errs := []error{remove(path)}
	for _, other := range otherVersions(path) {
		errs = append(errs, remove(other))
	}
	return errors.Join(errs...)
}
