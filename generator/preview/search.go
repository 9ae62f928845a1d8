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
	mu      sync.Mutex        // held while the index is made
	files   map[string][]byte // nil before the first search
	version int
}

// file returns a file of the index. The manifest is that of the newest version
// of the site; the other files are those that the last manifest names.
func (s *searcher) file(ctx context.Context, v *version, path string) ([]byte, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.files == nil || s.version != v.number && strings.HasSuffix(path, "/index.json") {
		s.files = nil // it is as large as the next one
		files, err := index(ctx, v)
		if err != nil {
			return nil, false, err
		}
		s.files, s.version = files, v.number
	}
	data, ok := s.files[path]
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

// index makes the index of a version. Whoever still asks for files of the one
// before finds them gone, and fetches the new manifest.
func index(ctx context.Context, v *version) (map[string][]byte, error) {
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
