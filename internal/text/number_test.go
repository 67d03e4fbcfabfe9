package text_test

import (
	"testing"

	"news/internal/text"
)

func TestGroupedPartsThousands(t *testing.T) {
	for n, want := range map[int]string{
		0: "0", 7: "7", 999: "999", 1000: "1,000", 49617: "49,617", 123456: "123,456", 1234567: "1,234,567", -100: "-100", -1000: "-1,000",
	} {
		if got := text.Grouped(n); got != want {
			t.Errorf("Grouped(%d) = %q, want %q", n, got, want)
		}
	}
}
