package source

import (
	"errors"
	"os"
	"path"
)

// Replace writes a file so that there is never half of it.
func Replace(root *os.Root, file string, data []byte) error {
	temporary := path.Join(path.Dir(file), ".new-"+path.Base(file))
	if err := root.WriteFile(temporary, data, 0o666); err != nil {
		return err
	}
	if err := root.Rename(temporary, file); err != nil {
		return errors.Join(err, root.Remove(temporary))
	}
	return nil
}
