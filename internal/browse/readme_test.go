package browse

import (
	"os"
	"strings"
	"testing"
)

// TestReadmeShowsAFrame holds the frames in the README, in its blocks of the kind
// "screen", against those that the browser draws of the sample. The first line of a
// block is the command, and then come the keys.
func TestReadmeShowsAFrame(t *testing.T) {
	const readme = "../../README.md"
	data, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	const fence = "```"
	parts := strings.Split(string(data), fence+"screen\n")
	for i, part := range parts[1:] {
		block, rest, _ := strings.Cut(part, fence)
		command, _, _ := strings.Cut(block, "\n")
		typed, keys, _ := strings.Cut(strings.TrimPrefix(command, "$ news browse "), "   # ")
		p := newPlayer(t, typed, 110, 24)
		for key := range strings.FieldsSeq(keys) {
			p.press(key)
		}
		parts[i+1] = command + "\n" + p.frame() + fence + rest
	}
	if len(parts) == 1 {
		t.Error("the README has no frame")
	}
	drawn := strings.Join(parts, fence+"screen\n")
	if *update {
		if err := os.WriteFile(readme, []byte(drawn), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if drawn != string(data) {
		t.Error("the README's frames are not what the browser draws: go test ./internal/browse -update")
	}
}
