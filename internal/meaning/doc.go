// Package meaning knows which words are forms of one word, which words mean the same
// in the news, and which weigh nothing in a question.
//
// The facts stand in two files, english.txt and chinese.txt, and in a file of the
// user's. All have one format. A line is a group of terms; a term is one word or
// several, which are a phrase:
//
//	colour = color                    other forms or spellings of one word
//	quake | earthquake | temblor      the same in the news
//	jet > aircraft | airliner         jet may stand for these, but they not for jet
//	"fired" > sacked | dismissed      fired in this form, but not fire or fires
//
// Between the terms of a line stands one sign, = or |; one > may stand among |, and
// then each term before it finds each term after it and nothing else. Groups are
// not joined: where a term stands in two groups, terms of the one do not find terms
// of the other. Words count by their stem, so a line has one of resigns and resigned;
// a term in quotes, which may stand before >, counts as it is written. Lines with #
// at their beginning are comments. The built-in files are folded as
// text.Fold does it (lower case, no accents, simplified Chinese characters), with
// one space between words and on both sides of a sign; a line that begins with
// "small:" has the small words of the language.
package meaning
