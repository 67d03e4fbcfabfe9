package portal

import (
	"strconv"
	"strings"
	"time"

	"news/internal/text"
)

// compose writes a template whose text is put together from its parameters. It
// returns false if they are not as they should be.
func (p *inline) compose(k kind, c call) bool {
	all := p.all(c)
	first := ""
	if len(all) > 0 {
		first = all[0]
	}
	s := ""
	switch k {
	case sign:
		s = signOf(c.name)
	case money:
		if first != "" {
			s = currencySign(c.name) + first
		}
	case joined:
		s = strings.Join(all, "")
	case listed:
		s = strings.Join(all, ", ")
	case measure:
		s = measureOf(all)
	case fraction:
		s = fractionOf(all)
	case quantity:
		s = strings.TrimSpace(first + " " + unitSign(p.value(c, "u", "ul")))
	case magnitude:
		s = "M" + strings.Join(all, " ")
	case age:
		s = p.ageOf(all)
	case converted:
		s = convertedText(convertedSign(c.name), all)
	case ofCurrency:
		if sign := currencySign(strings.ToLower(strings.Join(all[min(1, len(all)):min(2, len(all))], ""))); first != "" && sign != "" {
			s = sign + first
		}
	case about:
		s = strings.TrimSpace("c. " + first)
	case fullName:
		s = strings.Join(all[:min(2, len(all))], " ")
	case asOf:
		s = p.since(c, dayText(all))
	case calendarDay:
		s = dayText(all)
	default:
		return p.writtenLink(k, c, all)
	}
	p.write(s)
	return s != ""
}

// writtenLink writes a template that is a link.
func (p *inline) writtenLink(k kind, c call, all []string) bool {
	if len(all) == 0 {
		return false
	}
	name, title := "", ""
	switch k {
	case foreign:
		title = all[0]
		if name = p.value(c, "lt", "display", "text"); name == "" {
			name = title
		}
	case ship:
		name, title = shipName(prefixOf(c.name), all)
	case anyShip:
		name, title = shipName(all[0], all[1:])
	case shipClass:
		title = all[0] + "-class " + strings.Join(all[1:min(2, len(all))], "")
		name = title
	}
	if strings.TrimSpace(name) == "" {
		return false
	}
	p.link(name, title)
	return true
}

// shipName returns the name of a ship and the title of its article: its prefix, its
// name, and its number, which a format can hide.
func shipName(prefix string, parts []string) (name, title string) {
	if len(parts) == 0 {
		return "", ""
	}
	name = strings.TrimSpace(prefix + " " + parts[0])
	if len(parts) < 2 || parts[1] == "" {
		return name, name
	}
	title = name + " (" + parts[1] + ")"
	if len(parts) < 3 || parts[2] == "" || parts[2] == "1" {
		return title, title
	}
	return name, title
}

// signOf returns the text of a template that is a sign or a number.
func signOf(name string) string {
	if s := symbol(name); s != "" {
		return s
	}
	return name
}

// fractionOf returns the parts 1 and 2 as 1/2, and 3, 1 and 2 as 3 1/2.
func fractionOf(parts []string) string {
	switch len(parts) {
	case 1:
		return "1/" + parts[0]
	case 2:
		return parts[0] + "/" + parts[1]
	case 3:
		return parts[0] + " " + parts[1] + "/" + parts[2]
	}
	return ""
}

// measureOf returns a measure as it was entered: 5, to, 10, km and mi are 5 to 10
// km.
func measureOf(parts []string) string {
	if len(parts) < 2 {
		return ""
	}
	var b strings.Builder
	b.WriteString(parts[0])
	at := 1
	for ; at+2 < len(parts); at += 2 {
		between := rangeSign(parts[at])
		if between == "" {
			break
		}
		b.WriteString(between + parts[at+1])
	}
	b.WriteString(" " + unitSign(parts[at]))
	return b.String()
}

// rangeSign returns what stands between two numbers of a measure, or "".
func rangeSign(s string) string {
	switch s {
	case "-", "–", "to-":
		return "–"
	case "to", "and", "or", "x", "by", "×", "to(-)", "and(-)":
		return " " + strings.TrimSuffix(strings.Replace(s, "x", "×", 1), "(-)") + " "
	case "+/-", "±":
		return " ± "
	}
	return ""
}

// unitSign returns the usual sign of a unit.
func unitSign(unit string) string {
	switch unit {
	case "C", "F":
		return "°" + unit
	case "km2", "m2", "cm2", "mi2", "ft2":
		return strings.TrimSuffix(unit, "2") + "²"
	case "m3", "km3", "cuft", "ft3":
		return strings.TrimSuffix(strings.Replace(unit, "cuft", "ft3", 1), "3") + "³"
	case "sqmi", "sqkm", "sqft", "sqm":
		return "sq " + unit[2:]
	case "acre":
		return "acres"
	case "impgal", "USgal", "gal":
		return "gallons"
	case "ST", "LT", "ton":
		return "tons"
	case "nmi":
		return "nautical miles"
	case "oilbbl", "bbl":
		return "barrels"
	}
	return unit
}

// since returns a date behind the words that say since when something is so.
func (p *inline) since(c call, date string) string {
	switch {
	case date == "":
		return ""
	case p.raw(c, "since") != "":
		return "Since " + date
	case p.raw(c, "lc") != "":
		return "as of " + date
	}
	return "As of " + date
}

// dayText returns a year, a month of a year, or a day in words.
func dayText(parts []string) string {
	if len(parts) == 0 || parts[0] == "" {
		return ""
	}
	year := parts[0]
	if len(parts) < 2 {
		return year
	}
	month := monthOf(parts[1])
	if month < 1 || month > 12 {
		return year
	}
	name := time.Month(month).String()
	if len(parts) < 3 || parts[2] == "" {
		return name + " " + year
	}
	if day, err := strconv.Atoi(parts[2]); err == nil && day > 0 && day <= 31 {
		return name + " " + strconv.Itoa(day) + ", " + year
	}
	return name + " " + year
}

// ageOf returns the years between two days in numbers, or from one to the day of the
// page, or "".
func (p *inline) ageOf(parts []string) string {
	if len(parts) < 3 {
		return ""
	}
	from, to := dateFrom(parts[0], parts[1], parts[2]), p.r.day
	if len(parts) >= 6 {
		to = dateFrom(parts[3], parts[4], parts[5])
	}
	if from.IsZero() || to.IsZero() || to.Compare(from) < 0 {
		return ""
	}
	years := to.Year - from.Year
	if to.Month < from.Month || to.Month == from.Month && to.Day < from.Day {
		years--
	}
	return strconv.Itoa(years)
}

// convertedText returns an amount of a currency with the word for its size: 450 and c
// are 450 crore.
func convertedText(sign string, parts []string) string {
	if len(parts) == 0 || parts[0] == "" {
		return ""
	}
	if len(parts) == 1 || parts[1] == "" {
		return sign + parts[0]
	}
	size := ""
	switch strings.ToLower(parts[1]) {
	case "k":
		size = "thousand"
	case "l":
		size = "lakh"
	case "m":
		size = "million"
	case "c":
		size = "crore"
	case "b":
		size = "billion"
	case "lc":
		size = "lakh crore"
	case "t":
		size = "trillion"
	default:
		return ""
	}
	return sign + parts[0] + " " + size
}

// hasWords reports whether a text has letters or digits.
func hasWords(s string) bool {
	for _, r := range s {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9':
			return true
		case r >= 0x80 && len(text.Words(string(r))) > 0:
			return true
		}
	}
	return false
}
