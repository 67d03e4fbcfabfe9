package cli

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"news/internal/catalog"
	"news/internal/view"
)

// references returns the references in arguments, and the references on standard
// input in place of "-".
func (p *Program) references(a *catalog.Catalog, args []string, nul bool) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for _, arg := range args {
			if arg != "-" {
				if !yield(arg, nil) {
					return
				}
				continue
			}
			for typed, err := range newInput(p.In, nul).references(a) {
				if !yield(typed, err) {
					return
				}
			}
		}
	}
}

// longestLine is the greatest length of a line of standard input in bytes. A page
// has the same limit, and the JSON of an event is hardly longer than its page.
const longestLine = 4 << 20

// input is standard input as a list of references: one a line, in a field of a line
// with tabs, or in JSON.
type input struct {
	reader *bufio.Reader
	end    byte // the byte that ends a line
	line   int  // number of the last line read
}

func newInput(r io.Reader, nul bool) *input {
	in := &input{reader: bufio.NewReader(r), end: '\n'}
	if nul {
		in.end = 0
	}
	return in
}

// references returns the references in the order of the input. An error of one
// line does not end the sequence; an error of reading does.
func (in *input) references(a *catalog.Catalog) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for {
			line, err := in.next()
			if err == io.EOF {
				return
			}
			if err != nil {
				yield("", err)
				return
			}
			if strings.TrimSpace(line) == "" {
				continue
			}
			if decoder, at, isRest := in.json(line); decoder != nil {
				if !referencesInJSON(decoder, at, yield) || isRest {
					return
				}
			} else if !yield(referenceIn(a, line), nil) {
				return
			}
		}
	}
}

// next returns the next line, without its end, a byte order mark, colours and a
// carriage return.
func (in *input) next() (string, error) {
	data, err := in.read()
	if err != nil {
		return "", err
	}
	in.line++
	line := string(data)
	if in.line == 1 {
		line = strings.TrimPrefix(line, "\ufeff")
	}
	return strings.TrimSuffix(view.WithoutEscapes(line), "\r"), nil
}

// read returns the bytes of the next line. The last line can be without an end.
func (in *input) read() ([]byte, error) {
	var line []byte
	for {
		piece, err := in.reader.ReadSlice(in.end)
		line = append(line, piece...)
		switch {
		case len(line) > longestLine:
			return nil, usageError("give one reference a line", "line %d of standard input is longer than a reference can be", in.line+1)
		case err == nil:
			return line[:len(line)-1], nil
		case err == io.EOF && len(line) > 0:
			return line, nil
		case err == io.EOF:
			return nil, io.EOF
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, &failure{fmt.Errorf("standard input cannot be read: %w", err), "", exitSystem}
		}
	}
}

// json returns a decoder if the line is the start of JSON, and a function from a
// position in the JSON to the number of its line. JSON that does not end with its
// line, such as an array or an indented object, is the rest of the input.
func (in *input) json(line string) (decoder *json.Decoder, at func(offset int64) int, isRest bool) {
	line = strings.TrimSpace(line)
	number := in.line
	here := func(int64) int { return number }
	alone := json.NewDecoder(strings.NewReader(strings.TrimSuffix(line, ","))) // an element cut out of an array
	switch {
	case !strings.ContainsAny(line[:1], `{["`):
		return nil, nil, false
	case line[0] == '{' && !isUnfinished(line), json.Valid([]byte(strings.TrimSuffix(line, ","))):
		return alone, here, false
	case line[0] == '"' || !isUnfinished(line):
		return nil, nil, false
	case in.end != '\n':
		return alone, here, false
	}
	rest := &lineCounter{reader: io.MultiReader(strings.NewReader(line+"\n"), in.reader), line: number}
	return json.NewDecoder(rest), rest.at, true
}

// isUnfinished reports whether a text is the start of unfinished JSON.
func isUnfinished(line string) bool {
	var value json.RawMessage
	return errors.Is(json.NewDecoder(strings.NewReader(line)).Decode(&value), io.ErrUnexpectedEOF)
}

// lineCounter is a reader that remembers where lines end.
type lineCounter struct {
	reader io.Reader
	read   int64
	line   int     // number of the line that ends first
	ends   []int64 // ascending
}

func (c *lineCounter) Read(p []byte) (int, error) {
	n, err := c.reader.Read(p)
	for i, b := range p[:n] {
		if b == '\n' {
			c.ends = append(c.ends, c.read+int64(i))
		}
	}
	c.read += int64(n)
	return n, err
}

// at returns the number of the line at a position. Positions must ascend.
func (c *lineCounter) at(offset int64) int {
	for len(c.ends) > 0 && c.ends[0] < offset {
		c.ends = c.ends[1:]
		c.line++
	}
	return c.line
}

// referencesInJSON yields the references in the values of a decoder: the ref of an
// object, the references of an array's elements, a text itself. It reports whether
// to go on.
func referencesInJSON(decoder *json.Decoder, at func(int64) int, yield func(string, error) bool) bool {
	inArray := false
	for {
		token, err := decoder.Token()
		line := at(decoder.InputOffset())
		switch {
		case err == io.EOF && !inArray:
			return true
		case token == json.Delim('['), token == json.Delim(']'):
			if token == json.Delim('[') && inArray {
				return yield("", jsonError(line, "has an array in an array"))
			}
			inArray = token == json.Delim('[')
			continue
		}
		typed, isText := token.(string)
		if token == json.Delim('{') {
			typed, isText, err = refOfObject(decoder)
		}
		switch {
		case err == io.EOF, errors.Is(err, io.ErrUnexpectedEOF):
			return yield("", jsonError(line, "begins JSON that is cut off"))
		case err != nil:
			return yield("", jsonError(at(decoder.InputOffset()), "is no JSON, though it begins so"))
		case !isText && token == json.Delim('{'):
			if !yield("", jsonError(line, `is an object without a "ref"`)) {
				return false
			}
		case !isText:
			if !yield("", jsonError(line, "is JSON, but neither an object nor a text")) {
				return false
			}
		case !yield(typed, nil):
			return false
		}
	}
}

// refOfObject reads an object to its end. It returns its ref, and whether there is
// one.
func refOfObject(decoder *json.Decoder) (ref string, found bool, err error) {
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return "", false, err
		}
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return "", false, err
		}
		if key == "ref" {
			found = json.Unmarshal(value, &ref) == nil && strings.TrimSpace(ref) != ""
		}
	}
	_, err = decoder.Token()
	return ref, found, err
}

// jsonError returns an error about a line of JSON.
func jsonError(line int, trouble string) error {
	return usageError(`give one reference a line, or JSON as news list --json writes it`, "line %d of standard input %s", line, trouble)
}

// referenceIn returns the reference in a line of fields with tabs between them: the
// first field that is an event, else the first that is a day, else the first.
func referenceIn(a *catalog.Catalog, line string) string {
	fields := strings.Split(line, "\t")
	day := ""
	for _, field := range fields {
		switch isEvent, isDay := a.Form(field); {
		case isEvent:
			return field
		case isDay && day == "":
			day = field
		}
	}
	if day != "" {
		return day
	}
	return fields[0]
}
