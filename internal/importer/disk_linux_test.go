package importer_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"syscall"
	"testing"

	"news/internal/importer"
)

// disk mounts a disk of its own for a test. It skips the test where that is not allowed.
func disk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("no disk for the test: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func remount(t *testing.T, dir string, flags uintptr, size string) {
	t.Helper()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|flags, "size="+size); err != nil {
		t.Fatal(err)
	}
}

func TestAFullDiskHasWholePages(t *testing.T) {
	pages := month(12)
	whole := t.TempDir()
	imports(t, whole, pages...)
	end := tree(t, whole)
	for _, kilobytes := range []int{0, 20, 60, 100, 180, 260} {
		t.Run(fmt.Sprint(kilobytes), func(t *testing.T) {
			dir := disk(t, fmt.Sprintf("%dk", 4+kilobytes))
			_, err := importer.Run(context.Background(), from(dir+"/news", pages...))
			if !errors.Is(err, syscall.ENOSPC) || strings.Contains(err.Error(), "\n") {
				t.Fatalf("on a disk of %d KB: %v", kilobytes, err)
			}
			for name, page := range tree(t, dir+"/news") {
				if want, known := end[name]; strings.HasSuffix(name, ".md") && known && page != want {
					t.Errorf("%s is half a page", name)
				}
			}
			remount(t, dir, 0, "50m")
			imports(t, dir+"/news", pages...)
			same(t, "with more room", end, tree(t, dir+"/news"))
		})
	}
}

func TestAReadOnlyFolderIsLeftAsItIs(t *testing.T) {
	dir := disk(t, "50m")
	imports(t, dir+"/news", month(3)...)
	before := tree(t, dir)
	remount(t, dir, syscall.MS_RDONLY, "50m")
	for _, name := range []string{"/news", "/new"} {
		_, err := importer.Run(context.Background(), from(dir+name, month(4)...))
		if !errors.Is(err, syscall.EROFS) {
			t.Errorf("into %s: %v", name, err)
		}
	}
	same(t, "after both", before, tree(t, dir))
}
