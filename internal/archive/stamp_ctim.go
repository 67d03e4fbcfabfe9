//go:build unix && !(aix || darwin || freebsd || netbsd)

package archive

import (
	"syscall"
	"time"
)

func changeTime(stat *syscall.Stat_t) time.Time { return time.Unix(stat.Ctim.Unix()) }
