package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// manifestHeader is the first line of a manifest; the number is the format's.
const manifestHeader = "rehearse manifest 1\n"

// manifest lists what earlier builds made in the output folder. It holds no times
// and no sums: the same site has the same manifest.
type manifest struct {
	// files are in the order of publishing: a build removes those that it does
	// not make in reverse. folders are sorted.
	files, folders []string
	sorted         []string // files by path
}

// newManifest returns the manifest of a site, without its folders. outputs are
// sorted by path.
func newManifest(outputs []output) manifest {
	m := manifest{files: make([]string, 0, len(outputs)), sorted: make([]string, 0, len(outputs))}
	for _, o := range outputs {
		m.sorted = append(m.sorted, o.path)
	}
	ordered := slices.Clone(outputs)
	slices.SortStableFunc(ordered, func(a, b output) int { return a.turn().compare(b.turn()) })
	for _, o := range ordered {
		m.files = append(m.files, o.path)
	}
	return m
}

func (m *manifest) hasFile(path string) bool { return has(m.sorted, path) }

func (m *manifest) hasFolder(path string) bool { return has(m.folders, path) }

// encode writes one path a line, folders with a slash at the end.
func (m manifest) encode() []byte {
	b := []byte(manifestHeader)
	for _, f := range m.files {
		b = append(append(b, f...), '\n')
	}
	for _, f := range m.folders {
		b = append(append(b, f...), '/', '\n')
	}
	return b
}

// readManifest returns an empty manifest where there is none.
func (s *Staging) readManifest() (manifest, error) {
	data, err := s.root.ReadFile(manifestFile)
	if errors.Is(err, fs.ErrNotExist) {
		return manifest{}, nil
	}
	if err != nil {
		return manifest{}, err
	}
	m, err := parseManifest(data)
	if err != nil {
		return manifest{}, s.damaged(manifestFile, err)
	}
	return m, nil
}

// damaged is the error of a file of our own that cannot be read, or nil where that
// is given up.
func (s *Staging) damaged(name string, why error) error {
	if s.adopt {
		return nil
	}
	return &DamagedError{File: onDisk(s.dir, name), Reason: why.Error()}
}

// parseManifest refuses what encode would not have written: a path that leads
// out of the folder would have its file removed.
func parseManifest(data []byte) (manifest, error) {
	lines, ok := bytes.CutPrefix(data, []byte(manifestHeader))
	if !ok {
		return manifest{}, errors.New("is not a list of files that this version of the program can read")
	}
	if len(lines) > 0 && lines[len(lines)-1] != '\n' {
		return manifest{}, errors.New("is cut off")
	}
	var m manifest
	for line := range strings.Lines(string(lines)) {
		path, isFolder := strings.CutSuffix(strings.TrimSuffix(line, "\n"), "/")
		if badPath(path) != "" {
			return manifest{}, fmt.Errorf("has a damaged line: %q", path)
		}
		if isFolder {
			m.folders = append(m.folders, path)
		} else {
			m.files = append(m.files, path)
		}
	}
	m.sorted = slices.Sorted(slices.Values(m.files))
	m.sortFolders()
	return m, nil
}

func (m *manifest) sortFolders() {
	slices.Sort(m.folders)
	m.folders = slices.Compact(m.folders)
}
