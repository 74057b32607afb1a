package stats

import "math/big"

// leastBlocks is into how many blocks a row of samples is divided at least.
const leastBlocks = 10

// BlockDependence returns D, in how many samples one independent one is lost
// where samples that stand next to each other are alike: the largest, over block
// lengths 1, 2, 4, … that leave at least ten blocks, of the length times the
// variance of the blocks' shares over that of a single sample. A share is how
// many samples of a block are marked; the marks stand in the order in which the
// samples were taken, mostly for those that a quantile is not below. D is about
// 1 for independent samples.
//
// It is the method of batch means (Law and Carson, "A sequential procedure for
// determining the length of a steady-state simulation", Operations Research 27,
// 1979) for an indicator, taken at several lengths instead of one.
//
// It is 1 where all or no samples are marked, and where there are too few for
// ten blocks: then nothing shows.
func BlockDependence(marks []bool) *big.Rat {
	blocks, marked := make([]int64, len(marks)), int64(0)
	for i, m := range marks {
		if m {
			blocks[i] = 1
			marked++
		}
	}
	n := int64(len(marks))
	largest := one()
	if marked == 0 || marked == n {
		return largest
	}
	for length := int64(1); len(blocks) >= leastBlocks; length *= 2 {
		// length · variance of count/length ÷ (s(1−s))
		d := variance(blocks)
		d.Mul(d, big.NewRat(n, length*marked))
		if d.Mul(d, big.NewRat(n, n-marked)); d.Cmp(largest) > 0 {
			largest = d
		}
		blocks = paired(blocks)
	}
	return largest
}

// variance is that of whole numbers below 2^25, by one less than their number.
func variance(counts []int64) *big.Rat {
	var sum, squares total
	for _, c := range counts {
		sum.add(c)
		squares.add(c * c)
	}
	k := big.NewInt(int64(len(counts)))
	spread := new(big.Int).Mul(squares.sum(), k)
	spread.Sub(spread, new(big.Int).Mul(sum.sum(), sum.sum()))
	return new(big.Rat).SetFrac(spread, k.Mul(k, big.NewInt(int64(len(counts)-1))))
}

// paired adds up neighbours; one that is left over falls out.
func paired(blocks []int64) []int64 {
	half := len(blocks) / 2
	for i := range half {
		blocks[i] = blocks[2*i] + blocks[2*i+1]
	}
	return blocks[:half]
}

// Effective returns how many independent samples n dependent ones are worth:
// ⌊n ÷ max(1, 1.2·D)⌋. The fifth more is for D being seen in few blocks only.
func Effective(n int, d *big.Rat) int {
	loss := new(big.Rat).Mul(d, big.NewRat(6, 5))
	if loss.Cmp(one()) < 0 {
		return n
	}
	loss.Quo(new(big.Rat).SetInt64(int64(n)), loss)
	return int(new(big.Int).Quo(loss.Num(), loss.Denom()).Int64())
}

// Scaled returns the ranks of n samples that stand where ranks low and high of
// few samples do, rounded outwards. Rank 0 stands for none and stays so.
func Scaled(low, high, few, n int) (int, int) {
	if low > 0 {
		low = max(1, int(int64(low)*int64(n)/int64(few)))
	}
	if high > 0 {
		high = int((int64(high)*int64(n) + int64(few) - 1) / int64(few))
	}
	return low, high
}
