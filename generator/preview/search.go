package preview

import (
	"context"
	"net/http"
	"runtime/debug"
	"strings"
	"sync"

	"rehearse/generator/pipeline"
)

// searcher has the search index. It is as large as the site, so that it is made
// only when somebody searches, and again when they open the search anew after
// a change.
type searcher struct {
	making sync.Mutex // held while the index is made

	mu      sync.Mutex
	files   map[string][]byte // nil before the first search
	version int
}

// file returns a file of the index. The manifest is that of the newest version
// of the site; the other files are those that the last manifest names.
func (s *searcher) file(ctx context.Context, v *version, path string) ([]byte, bool, error) {
	if data, ok, done := s.made(v, path); done {
		return data, ok, nil
	}
	s.making.Lock()
	defer s.making.Unlock()
	if data, ok, done := s.made(v, path); done { // by another request
		return data, ok, nil
	}
	files, err := s.index(ctx, v)
	if err != nil {
		return nil, false, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files, s.version = files, v.number
	data, ok := files[path]
	return data, ok, nil
}

// How much memory the program keeps to while an index is made, if it can: an
// author's machine has a browser and an editor to run, too. The limit is the whole
// program's, as garbage is: what else goes on meanwhile is collected a little more
// often, and for as long as this lasts only. A fixed limit for ever would have to
// be that of the largest moment, and a smaller share of garbage for ever would
// slow every save down. One index is made at a time, and nothing else sets it.
const (
	memoryPerPage = 25 << 10
	leastMemory   = 128 << 20
)

// index makes the index of a version. The one before is given up first: whoever
// still asks for its files finds them gone, and fetches the new manifest.
func (s *searcher) index(ctx context.Context, v *version) (map[string][]byte, error) {
	s.mu.Lock()
	s.files = nil
	s.mu.Unlock()
	limit := max(leastMemory, memoryPerPage*int64(len(v.renderer.Index().Pages())))
	defer debug.FreeOSMemory()
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(limit))
	files, err := pipeline.Search(ctx, v.renderer)
	if err != nil {
		return nil, err
	}
	byPath := make(map[string][]byte, len(files))
	for _, f := range files {
		byPath[f.Path] = f.Data
	}
	return byPath, nil
}

// made looks a file up; done is false where the index must be made first.
func (s *searcher) made(v *version, path string) (data []byte, ok, done bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	isOld := s.files == nil || s.version != v.number && strings.HasSuffix(path, "/index.json")
	data, ok = s.files[path]
	return data, ok, !isOld
}

// sendSearch sends a file of the search index.
func (s *server) sendSearch(w http.ResponseWriter, r *http.Request, v *version, file string) {
	data, ok, err := s.search.file(r.Context(), v, file)
	switch {
	case err != nil:
		http.Error(w, "the search index could not be made", http.StatusInternalServerError)
		if r.Context().Err() == nil {
			s.notice("cannot make the search index: " + err.Error())
		}
	case !ok:
		http.NotFound(w, r)
	default:
		s.send(w, r, file, answer{status: http.StatusOK, body: data, etag: etag(data)})
	}
}
