package bench

// question is a query of one kind, to measure search.
type question struct {
	kind  string
	typed []string // the arguments of news search
	word  string   // the word for a program that can look for only one
}

// questions returns a query of each kind for which the archive has words. Every
// archive has the first three kinds.
func (p Picked) questions() []question {
	all := []question{
		{"a rare word", []string{p.Rare}, p.Rare},
		{"a common word", []string{p.Common}, p.Common},
		{"three words", p.Three[:], p.Three[0]},
	}
	if p.Misspelt != "" {
		all = append(all, question{"a misspelt word", []string{p.Misspelt}, p.Meant})
	}
	if p.Phrase[0] != "" {
		all = append(all, question{"a phrase", []string{`"` + p.Phrase[0] + " " + p.Phrase[1] + `"`}, p.Phrase[0]})
	}
	if p.Topic != "" {
		all = append(all, question{"a topic", []string{"topic:" + p.Topic}, p.Topic})
	}
	if p.Chinese != "" {
		all = append(all, question{"Chinese", []string{p.Chinese}, p.Chinese})
	}
	return all
}
