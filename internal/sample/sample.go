// Package sample is the built-in archive: a few hundred pages, written for this
// program from public facts, that show what an archive is like before its
// reader has one. The pages stand below the folder news, each with its sources.
package sample

import (
	"embed"
	"io/fs"
)

//go:embed news
var pages embed.FS

// FS gives the files of the archive, from its root on.
func FS() fs.FS { return pages }
