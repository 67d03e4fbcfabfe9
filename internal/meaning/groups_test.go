package meaning_test

import (
	"slices"
	"strings"
	"testing"

	"news/internal/meaning"
)

func newGroups(t testing.TB, user string) *meaning.Groups {
	t.Helper()
	groups, err := meaning.New([]byte(user))
	if err != nil {
		t.Fatal(err)
	}
	return groups
}

// alike returns the terms that are alike a term, forms with = before them.
func alike(groups *meaning.Groups, term string) []string {
	var found []string
	for _, term := range groups.Alike(strings.Fields(term)) {
		words := strings.Join(term.Words, " ")
		if term.Kind == meaning.Form {
			words = "=" + words
		}
		found = append(found, words)
	}
	return found
}

// TestAlike asks for terms of a user's file alone, with words that no built-in
// group has.
func TestAlike(t *testing.T) {
	groups := newGroups(t, `# words of no language
zorble | quonk | big zib
vlaxolour = vlaxolor
jib > jabe | job jub
Zörbling | vlaxolour
wug | WUG'S | wugged | wax
qin | 龍蝦車 | 馬鳥
ziba | zibb
zibb | zibc
zibc | ziba
two words | two wordy words
dubb = dubbo
dubb | dubbo | dubba
`)
	for _, test := range []struct {
		term string
		want []string
	}{
		{"quonk", []string{"zorble", "big zib"}},
		{"quonks", []string{"zorble", "big zib"}},
		{"big zib", []string{"zorble", "quonk"}},
		{"bigs zibs", []string{"zorble", "quonk"}},
		{"big", nil},
		{"zib", nil},
		{"zib big", nil},
		{"big zib quonk", nil},
		{"vlaxolours", []string{"=vlaxolor", "zorbling"}},
		{"vlaxolor", []string{"=vlaxolour"}},
		{"jib", []string{"jabe", "job jub"}},
		{"jabe", nil},
		{"job jub", nil},
		{"zorbled", []string{"quonk", "big zib", "vlaxolour"}},
		{"wax", []string{"wug", "wug s", "wugged"}},
		{"wugs", []string{"wug s", "wax"}},
		{"马 鸟", []string{"qin", "龙 虾 车"}},
		{"龙 虾 车", []string{"qin", "马 鸟"}},
		{"龙", nil},
		{"ziba", []string{"zibb", "zibc"}},
		{"zibb", []string{"ziba", "zibc"}},
		{"two words", []string{"two wordy words"}},
		{"dubb", []string{"=dubbo", "dubba"}},
		{"", nil},
	} {
		got := alike(groups, test.term)
		slices.Sort(got)
		slices.Sort(test.want)
		if !slices.Equal(got, test.want) {
			t.Errorf("Alike(%q) = %q, want %q", test.term, got, test.want)
		}
	}
}

func BenchmarkFirstQuestion(b *testing.B) {
	words := strings.Fields("president resigns after deadly earthquake")
	for b.Loop() {
		groups, err := meaning.New(nil)
		if err != nil {
			b.Fatal(err)
		}
		askAll(groups, words)
	}
}

func BenchmarkNextQuestion(b *testing.B) {
	words := strings.Fields("president resigns after deadly earthquake")
	groups := newGroups(b, "")
	for b.Loop() {
		askAll(groups, words)
	}
}

// askAll asks for each word of a query and each run of words.
func askAll(groups *meaning.Groups, words []string) {
	for from := range words {
		for to := from + 1; to <= min(len(words), from+groups.Longest()); to++ {
			groups.Alike(words[from:to])
		}
	}
}

// TestBuiltIn asks for what people type, each standing for a kind of group.
func TestBuiltIn(t *testing.T) {
	groups := newGroups(t, "")
	for _, test := range []struct{ term, want string }{
		{"went", "=go"},                        // irregular forms
		{"struck", "=strike"},                  //
		{"men", "=man"},                        //
		{"colours", "=color"},                  // British and American
		{"organised", "=organized"},            //
		{"zelenskyy", "=zelensky"},             // spellings of a name
		{"kiev", "=kyiv"},                      //
		{"bombay", "mumbai"},                   // places by an older name
		{"quake", "earthquake"},                // meanings
		{"dying", "death"},                     // by another stem than its letters'
		{"resigned", "steps down"},             //
		{"stepped down", "resigns"},            // a phrase
		{"stepping down", "resigns"},           //
		{"same sex marriage", "gay marriage"},  //
		{"h1n1", "swine flu"},                  //
		{"fired", "dismissed"},                 // in quotes in the data
		{"un", "united nations"},               // organizations
		{"isis", "islamic state"},              //
		{"us", "united states"},                // never small
		{"french", "france"},                   // lands and peoples
		{"netherlands", "dutch"},               //
		{"sept", "=september"},                 // short forms
		{"first", "=1st"},                      // numbers
		{"mh370", "flight 370"},                // a rule
		{"dsk", "strauss kahn"},                // people
		{"twin towers", "world trade center"},  //
		{"9 11", "september 11"},               //
		{"prime minister", "pm"},               //
		{"assassination", "murdered"},          //
		{"covid", "coronavirus"},               //
		{"plane", "aircraft"},                  //
		{"brexit", "leave the european union"}, //
	} {
		if found := alike(groups, test.term); !slices.Contains(found, test.want) {
			t.Errorf("Alike(%q) = %q, without %q", test.term, found, test.want)
		}
	}
	for _, test := range []struct{ term, unwanted string }{
		{"fire", "dismissed"},
		{"left", "right"},
		{"police", "office"},
		{"earthquake", "earthquake"},
	} {
		if found := alike(groups, test.term); slices.Contains(found, test.unwanted) {
			t.Errorf("Alike(%q) = %q, with %q", test.term, found, test.unwanted)
		}
	}
}

func TestSmall(t *testing.T) {
	for _, word := range strings.Fields("the a of in is was did and who what when where how happened s") {
		if !meaning.Small(word) {
			t.Errorf("%q is not small", word)
		}
	}
	for _, word := range strings.Fields("us not no first new may iraq small small: | zelensky #") {
		if meaning.Small(word) {
			t.Errorf("%q is small", word)
		}
	}
	if meaning.Small("") {
		t.Error("nothing is small")
	}
}

func BenchmarkSmall(b *testing.B) {
	for b.Loop() {
		meaning.Small("earthquake")
	}
}
