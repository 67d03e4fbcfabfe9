package archive

import (
	"bytes"
	"iter"
	"strings"
	"unicode"

	"news/internal/event"
	"news/internal/page"
)

// Language returns the language of most of the archive's newest headlines as a
// tag: "zh" for Chinese, else "en". It reads the indexes of a few days, or a
// few pages of a day without an index. It does not record what cannot be read,
// because the user did not ask for these days.
func (a *Archive) Language() string {
	const enough, fewest = 20, 3 // headlines; days, so that one day alone does not decide
	chinese, all, days := 0, 0, 0
	for date, dir := range a.newestFolders() {
		for _, headline := range a.someHeadlines(date, dir) {
			all++
			if isChinese(headline) {
				chinese++
			}
		}
		if days++; all >= enough && days >= fewest || days >= enough {
			break
		}
	}
	if 2*chinese > all {
		return "zh"
	}
	return "en"
}

// newestFolders returns an iterator over the folders of the days, newest first.
// It passes over folders that cannot be read.
func (a *Archive) newestFolders() iter.Seq2[event.Date, string] {
	return func(yield func(event.Date, string) bool) {
		for _, year := range a.subfolders(a.base, readYear) {
			for _, month := range a.subfolders(year.path, event.TwoDigits) {
				for _, day := range a.subfolders(month.path, event.TwoDigits) {
					date := event.Date{Year: year.number, Month: month.number, Day: day.number}
					if date.Valid() && !yield(date, day.path) {
						return
					}
				}
			}
		}
	}
}

// subfolders is like numbered, newest first, but records nothing as skipped.
func (a *Archive) subfolders(dir string, read func(string) (int, bool)) []numbered {
	found, _, err := a.list(dir, read)
	if err != nil {
		return nil
	}
	return inOrder(found, false)
}

// someHeadlines returns the headlines of at most ten events in the folder of a
// day.
func (a *Archive) someHeadlines(date event.Date, dir string) []string {
	const some = 10
	f, release, err := a.open(date, dir)
	if err != nil {
		return nil
	}
	defer release()
	buffer := buffers.Get().(*bytes.Buffer)
	defer keep(buffer)
	var headlines []string
	if data, shown, ok := a.readIndex(&f, buffer); ok {
		n := 0
		isFirst := func(event.Ref) bool { n++; return n <= some }
		entries := page.Entries(data, shown, date, isFirst)
		for _, entry := range entries[:min(len(entries), some)] {
			headlines = append(headlines, strings.Clone(entry.Headline))
		}
	}
	if len(headlines) > 0 {
		return headlines
	}
	f.pages = f.pages[:min(len(f.pages), some)]
	for _, read := range a.loadPages(&f, allPages, page.Event, buffer) {
		headlines = append(headlines, read.Headline)
	}
	return headlines
}

// isChinese reports whether a headline is mostly Chinese characters: it has no
// kana, which only Japanese has, and no more letters of other scripts than
// Chinese characters.
func isChinese(headline string) bool {
	han, other := 0, 0
	for _, r := range headline {
		switch {
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			return false
		case unicode.IsLetter(r):
			other++
		}
	}
	return han > 0 && han >= other
}
