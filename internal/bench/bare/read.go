package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
)

// readAll reads all files below a folder, two at a time, and writes their number
// and total size.
func readAll(w io.Writer, dir string) error {
	var (
		files        = make(chan string, 256)
		failed       [2]error
		workers      sync.WaitGroup
		count, bytes atomic.Int64
	)
	for i := range failed {
		workers.Go(func() {
			for file := range files {
				content, err := os.ReadFile(file)
				failed[i] = errors.Join(failed[i], err)
				count.Add(1)
				bytes.Add(int64(len(content)))
			}
		})
	}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			files <- path
		}
		return err
	})
	close(files)
	workers.Wait()
	fmt.Fprintf(w, "%d files, %d bytes\n", count.Load(), bytes.Load())
	return errors.Join(err, failed[0], failed[1])
}
