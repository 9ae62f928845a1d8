package pipeline

import "os"

// OpenCache returns the folder for what is made of pictures: dir, or where that
// is empty or cannot be written, a new one that remove removes.
func OpenCache(dir string) (cache string, remove func(), err error) {
	if dir != "" && writable(dir) {
		return dir, func() {}, nil
	}
	cache, err = os.MkdirTemp("", "rehearse-pictures-")
	return cache, func() { _ = os.RemoveAll(cache) }, err
}

// writable reports whether files can be made in a folder, which is made if there
// is need.
func writable(dir string) bool {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return false
	}
	f, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return false
	}
	_ = f.Close()
	return os.Remove(f.Name()) == nil
}
