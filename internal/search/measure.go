package search

// The constants of bm25, the formula of Robertson and Spärck Jones for how much a
// word in a document tells: how fast more of a word adds less, and how much the length
// of the document counts. Events are short texts of about one length, so that it
// counts less than in other collections, where .75 is usual.
const (
	saturation = 1.2
	byLength   = 0.4
)

// measures says how much a word in some fields of a document tells, by the length of the
// document: what bm25 makes of the weights of the fields.
type measures struct {
	corpus Corpus
	mean   float64                         // of the lengths of all documents, at least 1
	tables [1<<fieldBits + 1]*[256]float32 // by fields and packed length; the last for a field that the query names
}

func newMeasures(c Corpus) (measures, error) {
	mean, err := c.MeanLength()
	return measures{corpus: c, mean: max(1, mean)}, err
}

// of returns how much a word tells that a document has in some fields. isNamed says that
// the query names the field.
func (m *measures) of(doc DocID, fields Field, isNamed bool) float32 {
	i := int(fields)
	if isNamed {
		i = len(m.tables) - 1
	}
	table := m.tables[i]
	if table == nil {
		x := weightOf(fields)
		if isNamed {
			x = headlineWeight
		}
		table = m.tabulate(x)
		m.tables[i] = table
	}
	return table[m.corpus.Length(doc)]
}

// tabulate returns how much a word of weight x tells in documents of each length.
func (m *measures) tabulate(x float64) *[256]float32 {
	table := new([256]float32)
	for packed := range table {
		length := float64(UnpackLength(byte(packed))) / m.mean
		table[packed] = float32(x * (saturation + 1) / (x + saturation*(1-byLength+byLength*length)))
	}
	return table
}
