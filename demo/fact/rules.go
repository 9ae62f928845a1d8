package fact

import (
	"embed"
	"io/fs"
)

//go:embed rules
var rules embed.FS

// Rules returns the declarations of the rules that this package finds violations of.
func Rules() fs.FS { return rules }
