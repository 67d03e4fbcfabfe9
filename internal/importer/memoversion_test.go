package importer_test

import (
	"context"
	"hash/fnv"
	"path/filepath"
	"testing"

	"news/internal/importer"
)

// What another version of the program has kept must not be taken for what this one
// would find in the same pages.
func TestTheVersionOfTheCache(t *testing.T) {
	const (
		want = 0x3780a00c38facfcf
		made = "news import memo 2\n"
	)
	dir, cache := t.TempDir(), t.TempDir()
	o := from(dir,
		source{april(2), 12, wikiText("'''Sports'''", "*[[Chess Olympiad]]", "**The players of [[Norway|Norwegian]] clubs' teams, running since the 1990s, won U.S. medals in Côte d'Ivoire; 1,200 saw it. [http://a.example/1 (Paper)]")},
		source{april(3), 13, wikiText("'''Disasters'''", "*[[Łódź]] ferries were sinking: \"it's children's work\", say 北京 officials. They have been doing this again and again.")})
	o.Cache = cache
	if _, err := importer.Run(context.Background(), o); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(cache, "*.words"))
	if err != nil || len(files) != 1 {
		t.Fatalf("the cache has %q, %v", files, err)
	}
	is := fnv.New64a()
	for _, one := range importer.Remembered(files[0]) {
		is.Write([]byte(one))
	}
	switch {
	case importer.MemoMagic != made:
		t.Errorf("put made = %q, and want = %#x", importer.MemoMagic, is.Sum64())
	case is.Sum64() != want:
		t.Errorf("a memo of the same pages holds something else than before: raise the number in memoMagic by one, unless this was done since the last release, "+
			"and put it here with want = %#x", is.Sum64())
	}
}
