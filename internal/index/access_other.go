//go:build !unix

package index

import "os"

// mayWrite reports whether the system lets this process write a file, as far as its
// mode says so.
func mayWrite(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().Perm()&0o200 != 0
}
