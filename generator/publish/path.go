package publish

import (
	"fmt"
	"io/fs"
	"iter"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Limits on names, in bytes. A name that breaks them would fail only when the
// staged file is moved to it, which is too late.
const (
	// maxName is what the common file systems allow one name.
	maxName = 255
	// maxPath is macOS's limit for a whole path, the lowest in use.
	maxPath = 1024
)

// NameError says that a path cannot be the name of a file of the site.
type NameError struct {
	// Path as it was given.
	Path string
	// Reason completes the sentence "this name …".
	Reason string
}

// Error returns a sentence.
func (e *NameError) Error() string {
	return fmt.Sprintf("publish: the name %q %s", e.Path, e.Reason)
}

// checkPath returns a *NameError for a path that is not a plain name below the
// output folder on every system that sites are built or served on.
func checkPath(name string) error {
	if reason := badPath(name); reason != "" {
		return &NameError{name, reason}
	}
	return nil
}

func badPath(name string) string {
	switch {
	case !utf8.ValidString(name):
		return "is not valid UTF-8"
	case !fs.ValidPath(name) || name == ".":
		return "is not a path below the output folder"
	case strings.IndexFunc(name, isControl) >= 0:
		return "contains a control character"
	case strings.IndexByte(name, '\\') >= 0:
		return "contains a backslash, which separates folders on Windows"
	case len(name) > maxPath:
		return "is longer than 1024 bytes"
	}
	first, _, _ := strings.Cut(name, "/")
	if strings.EqualFold(first, privateDir) {
		return "is in " + privateDir + ", which the generator keeps for itself"
	}
	for part := range strings.SplitSeq(name, "/") {
		if len(part) > maxName {
			return "has a part longer than 255 bytes (85 Chinese characters)"
		}
	}
	return ""
}

func isControl(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }

// parents gives the folders that a path is in, the outermost first.
func parents(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := 0; i < len(name); i++ {
			if name[i] == '/' && !yield(name[:i]) {
				return
			}
		}
	}
}

// folded is what a name is to a file system that ignores case and how accents
// are encoded, as those of Windows and macOS do.
func folded(name string) string {
	if isPlain(name) {
		return name
	}
	return norm.NFC.String(cases.Fold().String(name))
}

// isPlain reports whether folding would change nothing: the common case.
func isPlain(name string) bool {
	for i := 0; i < len(name); i++ {
		if c := name[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}
