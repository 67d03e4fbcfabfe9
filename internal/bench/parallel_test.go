package bench

import (
	"errors"
	"sync/atomic"
	"testing"
)

func TestInParallelDoesEachPlaceOnce(t *testing.T) {
	for _, n := range []int{0, 1, 1000} {
		done := make([]atomic.Int64, n)
		err := inParallel(n, func(place int) error {
			done[place].Add(1)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for place := range done {
			if times := done[place].Load(); times != 1 {
				t.Errorf("place %d of %d was done %d times", place, n, times)
			}
		}
	}
}

func TestInParallelBeginsNothingAfterAnError(t *testing.T) {
	var begun atomic.Int64
	failure := errors.New("no")
	err := inParallel(1_000_000, func(int) error {
		begun.Add(1)
		return failure
	})
	if !errors.Is(err, failure) {
		t.Errorf("got error %v", err)
	}
	if n := begun.Load(); n > 1000 {
		t.Errorf("%d places were begun", n)
	}
}
