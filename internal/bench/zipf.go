package bench

import (
	"math"
	"math/rand/v2"
	"sort"
)

// zipf draws ranks from 0 on; low ones are far more likely than high ones.
type zipf struct{ upTo []float64 }

// newZipf returns a zipf over n ranks in which rank r has the weight
// (r+flat)^-steep. A larger flat makes the first few ranks more equal; flat must be
// above 0.
func newZipf(n int, flat, steep float64) zipf {
	upTo := make([]float64, n)
	sum := 0.0
	for rank := range upTo {
		sum += math.Pow(float64(rank)+flat, -steep)
		upTo[rank] = sum
	}
	return zipf{upTo}
}

// rank draws one rank.
func (z zipf) rank(r *rand.Rand) int {
	x := r.Float64() * z.upTo[len(z.upTo)-1]
	return min(sort.SearchFloat64s(z.upTo, x), len(z.upTo)-1)
}

// chance returns true with probability p, from 0 to 1.
func chance(r *rand.Rand, p float64) bool { return r.Float64() < p }

// between draws a whole number from low to high, both included.
func between(r *rand.Rand, low, high int) int { return low + r.IntN(high-low+1) }

// oneOf draws an element of a list, all equally likely.
func oneOf[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }
