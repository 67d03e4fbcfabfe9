package bench

import (
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
)

// inParallel calls work for all places from 0 to n-1, as many at once as there are
// processors. After an error it begins no other place. It returns the joined errors
// once all work has ended.
func inParallel(n int, work func(place int) error) error {
	var (
		next    atomic.Int64
		mu      sync.Mutex
		failed  error
		workers sync.WaitGroup
	)
	for range min(n, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for {
				place := int(next.Add(1)) - 1
				if place >= n {
					return
				}
				if err := work(place); err != nil {
					next.Store(int64(n))
					mu.Lock()
					failed = errors.Join(failed, err)
					mu.Unlock()
				}
			}
		})
	}
	workers.Wait()
	return failed
}
