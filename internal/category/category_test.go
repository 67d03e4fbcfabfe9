package category_test

import (
	"testing"

	"news/internal/category"
)

func TestOf(t *testing.T) {
	tests := []struct{ written, want string }{
		{"Sports", "Sports"}, {"Sport", "Sports"}, {"sport", "Sports"},
		{"Armed conflicts and attacks", "Armed conflicts and attacks"}, {"Armed attacks and conflicts", "Armed conflicts and attacks"},
		{"Disasters", "Disasters and accidents"}, {"Accidents and disasters", "Disasters and accidents"},
		{"Politics", "Politics and elections"}, {"Politics & elections", "Politics and elections"},
		{"Business and economics", "Business and economy"}, {"economy", "Business and economy"},
		{"Arts, culture and entertainment", "Arts and culture"}, {"International Relations", "International relations"},
		{"Law and Crime", "Law and crime"}, {"Science", "Science and technology"}, {"Health and medicine", "Health and environment"},
		{"Religion and spirituality", "Religion"}, {"Iraq War", ""}, {"Arab Spring", ""}, {"", ""}, {"2012 Summer Olympics", ""},
	}
	for _, test := range tests {
		if got, known := category.Of(test.written); got != test.want || known != (test.want != "") {
			t.Errorf("%q is %q, not %q", test.written, got, test.want)
		}
		if test.want != "" {
			if again, _ := category.Of(test.want); again != test.want {
				t.Errorf("%q is %q", test.want, again)
			}
			if category.Key(test.written) != category.Key(test.want) {
				t.Errorf("%q has the key %q", test.written, category.Key(test.written))
			}
		}
	}
}

// Names that the portal does not have are the same where case, accents or script alone
// differ.
func TestKeyOfOtherNames(t *testing.T) {
	for _, same := range [][]string{{"Iraq War", "IRAQ WAR"}, {"中國", "中国"}, {"Côte d'Ivoire", "Cote d'Ivoire"}, {"Sport", "the sports"}} {
		if category.Key(same[0]) != category.Key(same[1]) {
			t.Errorf("%q and %q are not the same", same[0], same[1])
		}
	}
	for _, other := range [][]string{{"Iraq War", "Iraq"}, {"", "Sports"}, {"Sports in Iraq", "Sports"}, {"Law and crime", "Politics"}} {
		if category.Key(other[0]) == category.Key(other[1]) {
			t.Errorf("%q and %q are the same", other[0], other[1])
		}
	}
}
