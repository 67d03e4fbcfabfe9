package view

import "testing"

func BenchmarkPage(b *testing.B) {
	style, err := LoadStyle("auto")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		NewPage(harbour(), PageOptions{Style: style, Width: 100, Words: []string{"quay"}})
	}
}
