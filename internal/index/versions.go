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

// Path returns the path of an archive's index in a cache folder. Its name tells
// people which archive it is of, and ends in the version of the schema, so that
// each version of the program keeps its own index.
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

// withoutVersion returns the name of an index file without its ending, or false
// if it is not an index. The first versions of the program put no number into
// the name.
func withoutVersion(name string) (string, bool) {
	name, ok := strings.CutSuffix(name, ".sqlite")
	if end := strings.LastIndex(name, ".v"); ok && end >= 0 {
		if _, err := strconv.ParseUint(name[end+len(".v"):], 10, 32); err == nil {
			name = name[:end]
		}
	}
	return name, ok
}

// otherVersions returns the indexes of the same archive that other versions of
// the program keep next to a path.
func otherVersions(path string) []string {
	dir, name := filepath.Split(path)
	entries, err := os.ReadDir(filepath.Clean(dir))
	if err != nil {
		return nil
	}
	base, _ := withoutVersion(name)
	var others []string
	for _, entry := range entries {
		other, ok := withoutVersion(entry.Name())
		if ok && other == base && entry.Name() != name {
			others = append(others, filepath.Join(dir, entry.Name()))
		}
	}
	return others
}

// maxUnused is the time after its last write at which the index of another
// version counts as unused.
const maxUnused = 30 * 24 * time.Hour

// removeUnused removes unused indexes of other versions next to a path. Errors
// are ignored: the next build tries again.
func removeUnused(path string, now time.Time) {
	for _, other := range otherVersions(path) {
		if info, err := os.Lstat(other); err == nil && info.Mode().IsRegular() && now.Sub(info.ModTime()) > maxUnused {
			remove(other)
		}
	}
}

// Clear removes the index of an archive, in every version. It is not an error
// if there is none.
func Clear(a *archive.Archive, dir string) error {
	path := Path(dir, a)
	errs := []error{remove(path)}
	for _, other := range otherVersions(path) {
		errs = append(errs, remove(other))
	}
	return errors.Join(errs...)
}
