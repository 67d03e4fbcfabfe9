package main

import (
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"testing"
)

// Every command waits for what packages do at start, before main is called. The
// bytes that they allocate hardly vary from run to run, as times do, and grow with
// the work.
const (
	mostBytes        = 1_000_000
	mostPackageBytes = 300_000 // goldmark has 264,240 for its regular expressions
)

// initialized matches what the runtime tells of the start of a package.
var initialized = regexp.MustCompile(`(?m)^init (\S+) @.*, (\d+) bytes, \d+ allocs$`)

func TestPackagesDoLittleAtStart(t *testing.T) {
	start := exec.Command(os.Args[0], "-test.run=^$")
	start.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	told, err := start.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, told)
	}
	all := 0
	for _, found := range initialized.FindAllSubmatch(told, -1) {
		name := string(found[1])
		bytes, err := strconv.Atoi(string(found[2]))
		if err != nil {
			t.Fatal(err)
		}
		if bytes > mostPackageBytes {
			t.Errorf("the package %s allocates %d bytes at start", name, bytes)
		}
		all += bytes
	}
	if all == 0 {
		t.Errorf("the runtime tells nothing of packages:\n%s", told)
	}
	if all > mostBytes {
		t.Errorf("packages allocate %d bytes at start, more than %d:\n%s", all, mostBytes, told)
	}
}
