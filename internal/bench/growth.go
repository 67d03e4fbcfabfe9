package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
)

// GrowthReport is how news does on several archives.
type GrowthReport struct {
	Archives []GrowthArchive
}

// GrowthArchive is what was measured on one archive.
type GrowthArchive struct {
	Name  string // of its folder
	Pages int64  // the size of its files in bytes
	Index int64  // the size of its index in bytes
	Rows  []Row
}

// Growth measures what Speed does on several archives one after the other, but for the
// searches that read all pages. It returns an error where an archive cannot be measured
// at all; the error of a single command is in its row.
func Growth(ctx context.Context, options SpeedOptions, archives []string) (GrowthReport, error) {
	var report GrowthReport
	err := withPrograms(ctx, &options, func(built programs, dir string) error {
		for i, archive := range archives {
			options.Archive = archive
			name := filepath.Base(filepath.Clean(archive))
			options.Progress("archive " + name)
			below := filepath.Join(dir, fmt.Sprint(i))
			rows, err := speedOf(ctx, options, built, below, true)
			if err != nil {
				return err
			}
			one := GrowthArchive{Name: name, Rows: rows}
			if one.Pages, err = sizeBelow(filepath.Join(archive, "news")); err != nil {
				return err
			}
			if one.Index, err = sizeBelow(filepath.Join(below, "cache")); err != nil {
				return err
			}
			report.Archives = append(report.Archives, one)
		}
		return nil
	})
	return report, err
}

// sizeBelow returns the size of all files below a folder.
func sizeBelow(dir string) (size int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			size += info.Size()
		}
		return err
	})
	return size, err
}

// Failures joins the errors of all rows, nil where there are none.
func (g GrowthReport) Failures() error {
	var all []error
	for _, a := range g.Archives {
		all = append(all, Failures(a.Rows))
	}
	return errors.Join(all...)
}

// kind returns what a row measures, without the words that were picked in its archive.
func (r Row) kind() string {
	what, _, _ := strings.Cut(r.What, " (")
	return what
}

// row returns the row of a kind, the zero Row where the archive has none.
func (a GrowthArchive) row(kind string) Row {
	for _, row := range a.Rows {
		if row.kind() == kind {
			return row
		}
	}
	return Row{}
}

// WriteGrowth writes two Markdown tables: the medians of each kind of command on each
// archive in milliseconds, beside the peer, and in relation to the first archive, with the
// peak of memory in MB; and the sizes of the pages and of the indexes. The error is the
// one of w.
func WriteGrowth(w io.Writer, g GrowthReport) error {
	head := []string{"what"}
	for i, a := range g.Archives {
		head = append(head, a.Name+" ms", "beside peer", "MB")
		if i > 0 {
			head = append(head, "growth")
		}
	}
	cells := [][]string{head}
	for _, kind := range g.kinds() {
		cells = append(cells, g.cells(kind))
	}
	if err := writeCells(w, cells); err != nil {
		return err
	}
	if _, err := io.WriteString(w, "\n"); err != nil {
		return err
	}
	sizes := [][]string{{"archive", "pages MB", "index MB", "index / pages"}}
	for _, a := range g.Archives {
		sizes = append(sizes, []string{a.Name, megabytes(a.Pages >> 10), megabytes(a.Index >> 10), ratioCell(float64(a.Index), float64(a.Pages))})
	}
	return writeCells(w, sizes)
}

// kinds returns what was measured on any archive, in the order of measuring.
func (g GrowthReport) kinds() []string {
	var kinds []string
	known := make(map[string]bool)
	for _, a := range g.Archives {
		for _, row := range a.Rows {
			if kind := row.kind(); !known[kind] {
				known[kind] = true
				kinds = append(kinds, kind)
			}
		}
	}
	return kinds
}

func (g GrowthReport) cells(kind string) []string {
	cells := []string{kind}
	first := g.Archives[0].row(kind).Ours
	for i, a := range g.Archives {
		row := a.row(kind)
		if row.Err != nil {
			cells = append(cells, "failed", "-", "-")
		} else {
			cells = append(cells, milliseconds(row.Ours, row.Ours.Median()), row.beside(), megabytes(row.Ours.Memory()))
		}
		if i > 0 {
			cells = append(cells, ratioCell(float64(row.Ours.Median()), float64(first.Median())))
		}
	}
	return cells
}

// ratioCell returns a ratio as text, "-" where it is not known.
func ratioCell(of, to float64) string {
	if of == 0 || to == 0 {
		return "-"
	}
	return fmt.Sprintf("%.2f", of/to)
}
