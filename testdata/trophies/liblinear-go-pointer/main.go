// Train hands C a problem in Go memory, which holds a Go pointer.
package main

import linear "github.com/sjwhitworth/golearn/linear_models"

func main() {
	problem := linear.NewProblem([][]float64{{1, 2}, {2, 1}}, []float64{0, 1}, 0)
	linear.Train(problem, linear.NewParameter(linear.L2R_LR, 1, 0.1))
}
