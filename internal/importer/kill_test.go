package importer_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"news/internal/importer"
)

var kills = flag.Int("kills", 12, "kill so many imports")

// importInto is the variable that makes the test binary import a month and end.
const importInto = "IMPORT_INTO"

func TestMain(m *testing.M) {
	if dir := os.Getenv(importInto); dir != "" {
		if _, err := importer.Run(context.Background(), from(dir, month(40)...)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// An import that is killed at any moment is finished by the next one, with the same
// result.
func TestAnImportGoesOnAfterAKill(t *testing.T) {
	want := t.TempDir()
	imports(t, want, month(40)...)
	end := tree(t, want)
	random := rand.New(rand.NewPCG(5, 6))
	for kill := range *kills {
		dir := t.TempDir()
		for range 1 + kill%3 {
			child := exec.Command(os.Args[0])
			child.Env = append(os.Environ(), importInto+"="+dir)
			child.Stderr = os.Stderr
			if err := child.Start(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Duration(random.IntN(400)) * time.Millisecond)
			child.Process.Kill()
			child.Wait()
		}
		for name, page := range tree(t, dir) {
			if whole, known := end[name]; known && len(page) > 0 && len(name) > 3 && name[len(name)-3:] == ".md" && page != whole {
				t.Errorf("kill %d: %s is half a page", kill, name)
			}
		}
		imports(t, dir, month(40)...)
		same(t, fmt.Sprintf("kill %d", kill), end, tree(t, dir))
	}
}
