package view

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"

	glamour "github.com/charmbracelet/glamour/ansi"
	"github.com/charmbracelet/glamour/styles"
	"github.com/charmbracelet/x/ansi"
)

// Style is the look of the terminal view: a style of glamour's, for Markdown, and
// the styles that the view derives from it for its own parts.
type Style struct {
	config glamour.StyleConfig

	plain    ansi.Style // running text
	headline ansi.Style
	heading  ansi.Style // a date, the name of a section
	category ansi.Style
	link     ansi.Style // the name of a link
	address  ansi.Style
	quiet    ansi.Style // less important text
	mark     ansi.Style // a match of a search
}

// UnknownStyleError says that a style is neither one of glamour's nor a file.
type UnknownStyleError struct {
	Name  string
	Cause error
}

func (e *UnknownStyleError) Error() string {
	return fmt.Sprintf("there is no style %s: %v", e.Name, e.Cause)
}

func (e *UnknownStyleError) Unwrap() error { return e.Cause }

// StyleNames returns the names that LoadStyle accepts.
func StyleNames() []string {
	names := []string{styles.AutoStyle}
	for name := range styles.DefaultStyles {
		if name != styles.AutoStyle {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// LoadStyle returns a style by its name: auto, one of glamour's, or the path of a
// file with a style in glamour's JSON form. The style auto uses only the sixteen
// colours of the terminal, which its owner has chosen to be readable, so it need
// not know the background. An unknown name, or a file without a style, is an
// *UnknownStyleError.
func LoadStyle(name string) (Style, error) {
	if name == "" || name == styles.AutoStyle {
		return newStyle(ownStyle(), ansi.Style{}.Bold().ForegroundColor(ansi.Red)), nil
	}
	mark := ansi.Style{}.Bold().Underline(true)
	if config, ok := styles.DefaultStyles[name]; ok {
		return newStyle(*config, mark), nil
	}
	// Reading a device or a FIFO might never end.
	if info, err := os.Stat(name); err != nil || !info.Mode().IsRegular() {
		return Style{}, &UnknownStyleError{name, errors.New("no style of this name, and no file")}
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return Style{}, &UnknownStyleError{name, err}
	}
	var config glamour.StyleConfig
	if err := json.Unmarshal(data, &config); err != nil {
		return Style{}, &UnknownStyleError{name, fmt.Errorf("the file is no style: %w", err)}
	}
	return newStyle(config, mark), nil
}

// ownStyle is the style auto.
func ownStyle() glamour.StyleConfig {
	yes := true
	color := func(s string) *string { return &s }
	return glamour.StyleConfig{
		Heading:        glamour.StyleBlock{StylePrimitive: glamour.StylePrimitive{Bold: &yes}},
		H3:             glamour.StyleBlock{StylePrimitive: glamour.StylePrimitive{Color: color("6")}},
		H6:             glamour.StyleBlock{StylePrimitive: glamour.StylePrimitive{Color: color("5")}},
		Link:           glamour.StylePrimitive{Faint: &yes},
		LinkText:       glamour.StylePrimitive{Underline: &yes},
		HorizontalRule: glamour.StylePrimitive{Faint: &yes},
	}
}

// newStyle derives the styles of the view's own parts from a style of glamour's.
func newStyle(config glamour.StyleConfig, mark ansi.Style) Style {
	config.Document.Margin = nil
	config.Document.BlockPrefix, config.Document.BlockSuffix = "", ""
	document := config.Document.StylePrimitive
	return Style{
		config:   config,
		plain:    sgr(document),
		headline: sgr(document, config.Heading.StylePrimitive),
		heading:  sgr(document, config.Heading.StylePrimitive, config.H3.StylePrimitive),
		category: sgr(document, config.H6.StylePrimitive),
		link:     sgr(document, config.LinkText),
		address:  sgr(document, config.Link),
		quiet:    sgr(config.HorizontalRule),
		mark:     mark,
	}
}

// sgr returns the terminal style of some primitives of glamour's, each on top of
// the one before.
func sgr(primitives ...glamour.StylePrimitive) ansi.Style {
	var all glamour.StylePrimitive
	for _, p := range primitives {
		all.Color = either(p.Color, all.Color)
		all.BackgroundColor = either(p.BackgroundColor, all.BackgroundColor)
		all.Bold = either(p.Bold, all.Bold)
		all.Faint = either(p.Faint, all.Faint)
		all.Italic = either(p.Italic, all.Italic)
		all.Underline = either(p.Underline, all.Underline)
	}
	var style ansi.Style
	if c := color(all.Color); c != nil {
		style = style.ForegroundColor(c)
	}
	if c := color(all.BackgroundColor); c != nil {
		style = style.BackgroundColor(c)
	}
	if isSet(all.Bold) {
		style = style.Bold()
	}
	if isSet(all.Faint) {
		style = style.Faint()
	}
	if isSet(all.Italic) {
		style = style.Italic(true)
	}
	if isSet(all.Underline) {
		style = style.Underline(true)
	}
	return style
}

func either[T any](first, second *T) *T {
	if first != nil {
		return first
	}
	return second
}

func isSet(b *bool) bool { return b != nil && *b }

// color reads a colour in glamour's notation: a number of the terminal's palette,
// or #rrggbb. It returns no colour for other text.
func color(s *string) ansi.Color {
	if s == nil {
		return nil
	}
	if n, err := strconv.ParseUint(*s, 10, 8); err == nil {
		if n < 16 {
			return ansi.BasicColor(n)
		}
		return ansi.IndexedColor(n)
	}
	if n, err := strconv.ParseUint((*s)[min(1, len(*s)):], 16, 32); err == nil && len(*s) == len("#rrggbb") {
		return ansi.RGBColor{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n)}
	}
	return nil
}
