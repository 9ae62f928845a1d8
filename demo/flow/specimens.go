package flow

import "slices"

// Specimens returns the resident identity numbers that may stand in a flow.
func Specimens() []string { return slices.Clone(specimens[:]) }
