package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "made")
	file := filepath.Join(t.TempDir(), "questions.tsv")
	if err := os.WriteFile(file, []byte("zeppelin\t2016-04-03\t2016-04-03\tzeppelin\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	makeIt := []string{"make", dir, "--events", "20", "--words", "1000"}
	tests := []struct {
		name           string
		args           []string
		code           int
		stdout, stderr string // what each must contain
	}{
		{"make", makeIt, 0, "20 events on 1 days, 24 files", ""},
		{"make again", makeIt, 1, "", "newsbench: " + dir + " is not empty"},
		{"no folder", []string{"make"}, 1, "", "newsbench: accepts 1 arg(s)"},
		{"no archive", []string{"speed"}, 1, "", "newsbench: no archive named"},
		{"known", []string{"known", "--archive", dir, "--queries", "3", "--fzf", "off"}, 0, "| 3 words, a slip in two ", "testing: reading " + dir},
		{"nobody known", []string{"known"}, 1, "", "newsbench: no archive named"},
		{"questions", []string{"questions", "--archive", dir, "--questions", file, "--peers=false", "-v"}, 0, "zeppelin\t-\t-", "testing: the index of " + dir},
		{"no questions", []string{"questions", "--archive", dir}, 1, "", "newsbench: no questions named"},
		{"related to nothing", []string{"related", "--archive", dir}, 1, "", "newsbench: no truth named"},
		{"no stories", []string{"stories", "--truth", file}, 1, "", "newsbench: no archive named"},
		{"no such verb", []string{"fly"}, 1, "", `newsbench: unknown command "fly"`},
		{"help", []string{"speed", "--help"}, 0, "--archive", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			if code := run(context.Background(), test.args, &stdout, &stderr); code != test.code {
				t.Errorf("exit code %d, want %d", code, test.code)
			}
			if !strings.Contains(stdout.String(), test.stdout) {
				t.Errorf("stdout %q lacks %q", stdout.String(), test.stdout)
			}
			if !strings.HasPrefix(stderr.String(), test.stderr) {
				t.Errorf("stderr %q does not begin with %q", stderr.String(), test.stderr)
			}
		})
	}
}
