package source

import (
	"io"
	"io/fs"
	"unicode/utf8"
)

// ReadFile returns a file, or of one that is longer than limit bytes its beginning,
// which is longer than that by a character: its reader sees that it is too long,
// and the rest is never read.
func ReadFile(fsys fs.FS, name string, limit int64) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil || info.Size() <= limit {
		return fs.ReadFile(fsys, name)
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data := make([]byte, limit+utf8.UTFMax)
	n, err := io.ReadFull(f, data)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = nil // it has become shorter meanwhile
	}
	return TrimPartialRune(data[:n]), err
}

// TrimPartialRune cuts off a character that ends beyond what was read.
func TrimPartialRune(b []byte) []byte {
	for i := 1; i < utf8.UTFMax && i <= len(b); i++ {
		if c := b[len(b)-i]; utf8.RuneStart(c) {
			if !utf8.FullRune(b[len(b)-i:]) {
				return b[:len(b)-i]
			}
			break
		}
	}
	return b
}
