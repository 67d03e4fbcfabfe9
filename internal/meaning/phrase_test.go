package meaning

import "testing"

func TestPhrasesOfTheGroupsAreKnownByTheirStems(t *testing.T) {
	for _, test := range []struct{ first, second, want string }{
		{"united", "states", "unit state"},
		{"prime", "ministers", "prime minist"},
		{"stepped", "down", "step down"},
		{"states", "united", ""},
		{"united", "earthquake", ""},
		{"a", "b", ""},
		{"", "", ""},
	} {
		got, known := InPhrase(test.first, test.second)
		if got != test.want || known != (test.want != "") {
			t.Errorf("InPhrase(%q, %q) = %q, %v, want %q", test.first, test.second, got, known, test.want)
		}
		if known && (HalfOf(test.first)&First == 0 || HalfOf(test.second)&Second == 0) {
			t.Errorf("%q and %q are in a phrase, and HalfOf denies it", test.first, test.second)
		}
	}
}
