package event

import (
	"cmp"
	"fmt"
	"strconv"
	"time"
)

// Date is a calendar day. The zero Date is not a day.
type Date struct {
	Year, Month, Day int
}

// DateOf returns the calendar day of t in t's own time zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{Year: y, Month: int(m), Day: d}
}

// String returns the day as ISO 8601 writes it: 2016-04-03.
func (d Date) String() string {
	b := make([]byte, 0, len("2016-04-03")) // a list prints many days, and fmt is slow
	b = append(appendPadded(b, d.Year, 4), '-')
	b = append(appendPadded(b, d.Month, 2), '-')
	return string(appendPadded(b, d.Day, 2))
}

// appendPadded appends n with leading zeros to at least the given number of
// digits.
func appendPadded(b []byte, n, digits int) []byte {
	for least := 10; digits > 1; digits-- {
		if n < least {
			b = append(b, '0')
		}
		least *= 10
	}
	return strconv.AppendInt(b, int64(n), 10)
}

// Path returns the day as references and the folders of an archive write it:
// the month with two digits, the day without a leading zero, 2016/04/3.
func (d Date) Path() string {
	return fmt.Sprintf("%04d/%02d/%d", d.Year, d.Month, d.Day)
}

// Pack returns a number for the day. Later days have higher numbers.
func (d Date) Pack() uint32 { return uint32(d.Year)<<9 | uint32(d.Month)<<5 | uint32(d.Day) }

// UnpackDate returns the day of a number from Pack.
func UnpackDate(n uint32) Date {
	return Date{Year: int(n >> 9), Month: int(n >> 5 & 15), Day: int(n & 31)}
}

// IsZero reports whether d is the zero Date, which is no day.
func (d Date) IsZero() bool { return d == Date{} }

// Valid reports whether the calendar has the day: 2016-02-29 is valid,
// 2015-02-29 is not.
func (d Date) Valid() bool {
	return d.Year >= 1 && d.Year <= 9999 && d.Month >= 1 && d.Month <= 12 &&
		d.Day >= 1 && d.Day <= DaysIn(d.Year, d.Month)
}

// Compare orders days by the calendar: it returns a negative number if d is
// before other, zero if they are equal, and a positive number if d is after
// other.
func (d Date) Compare(other Date) int {
	return cmp.Or(
		cmp.Compare(d.Year, other.Year),
		cmp.Compare(d.Month, other.Month),
		cmp.Compare(d.Day, other.Day))
}

// Time returns midnight of the day in UTC.
func (d Date) Time() time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}

// AddDays returns the day n days later, or earlier if n is negative.
func (d Date) AddDays(n int) Date { return DateOf(d.Time().AddDate(0, 0, n)) }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

// DaysIn returns the number of days in a month (1 to 12) of a year.
func DaysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
