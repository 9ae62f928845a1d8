package corpus

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestArticlesAreWhatTheBenchmarksSayTheyAre(t *testing.T) {
	s := Site{Articles: 40, Sections: 5, Seed: 1}
	for i := range s.Articles {
		text := s.Article(i)
		if len(text) < articleBytes || len(text) > articleBytes+3<<10 {
			t.Errorf("article %d has %d bytes", i, len(text))
		}
		if n := strings.Count(text, "](../part-"); n != 6 {
			t.Errorf("article %d has %d links, want 6", i, n)
		}
		if strings.Contains(text, s.File(i)) {
			t.Errorf("article %d links to itself", i)
		}
		if text != s.Article(i) {
			t.Errorf("article %d differs from one time to the next", i)
		}
	}
}

// TestWriteForOthers writes the articles of the benchmarks where CORPUS says, for
// programs that measure a large site; otherwise a few of them, to see that it does.
func TestWriteForOthers(t *testing.T) {
	s, dir := Site{Articles: 10_000, Sections: 50, Seed: 1}, os.Getenv("CORPUS")
	if dir == "" {
		s.Articles, dir = 100, t.TempDir()
	}
	if err := s.Write(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, s.File(s.Articles-1))); err != nil {
		t.Error(err)
	}
}

func TestWriteWritesEveryArticle(t *testing.T) {
	dir := t.TempDir()
	if err := (Site{Articles: 12, Sections: 3}).Write(dir); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.md"))
	if err != nil || len(files) != 15 {
		t.Errorf("%d files, %v; want 15", len(files), err)
	}
}
