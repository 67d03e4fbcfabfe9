// Package sample is the built-in archive: a few hundred pages that show what an
// archive is like before the reader has one. They were written for this program
// from public facts, each with its sources. The pages are below the folder
// news.
package sample

import (
	"embed"
	"io/fs"
)

//go:embed news
var pages embed.FS

// FS returns the files of the archive, from its root.
func FS() fs.FS { return pages }
