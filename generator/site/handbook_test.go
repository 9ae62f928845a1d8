package site

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The author's handbook defines every key that may be written, in all languages.
func TestHandbookDefinesEveryKey(t *testing.T) {
	for chapter, keys := range map[string][]string{"site-yaml": names(siteKeys()), "front-matter": names(frontKeys())} {
		pages, err := filepath.Glob("../../content/*/handbook/" + chapter + "/index.md")
		if err != nil || len(pages) == 0 {
			t.Fatalf("the handbook has no chapter %s: %v", chapter, err)
		}
		for _, page := range pages {
			text, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			for _, key := range keys {
				if !strings.Contains(string(text), "\n"+key+"\n: ") {
					t.Errorf("%s does not define %s", page, key)
				}
			}
		}
	}
}
