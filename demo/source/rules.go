package source

import (
	"embed"
	"io/fs"
)

//go:embed rules
var rules embed.FS

// Rules returns the declarations of the rules that this package finds violations
// of, and of those that all readers of YAML have in common, such as wrong-type.
func Rules() fs.FS { return rules }
