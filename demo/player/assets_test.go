package player_test

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"strings"
	"testing"

	"rehearse/demo/player"
)

// TestSizes holds the budgets of what a reader's phone has to load.
func TestSizes(t *testing.T) {
	files := bundle(t)
	for name, limit := range map[string]int{"near.js": 1152, "card.js": 768, "player.js": 8 << 10, "help.js": 3 << 10, "values.js": 1 << 10, "player.css": 3200, "play.css": 3200} {
		var b bytes.Buffer
		w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(files[name]); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d bytes, %d compressed", name, len(files[name]), b.Len())
		if b.Len() == 0 || b.Len() > limit {
			t.Errorf("%s: %d bytes compressed, the limit is %d", name, b.Len(), limit)
		}
	}
}

// TestScriptsKeepToThemselves: no way out of the page, nothing kept, no code
// or HTML from strings, and no words for readers in other languages' letters.
func TestScriptsKeepToThemselves(t *testing.T) {
	forbidden := []string{
		"XMLHttpRequest", "sendBeacon", "WebSocket", "EventSource", "localStorage", "sessionStorage", "indexedDB",
		"document.cookie", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function",
		".cssText", "'style'", "http:", "https:",
	}
	err := fs.WalkDir(player.Assets, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".js") {
			return err
		}
		src, err := fs.ReadFile(player.Assets, name)
		if err != nil {
			return err
		}
		for _, word := range forbidden {
			// How fast films play is chosen for the visit, and is not typed; and paper does
			// not wait for a fetch.
			isKnown := name == "speed.js" && word == "sessionStorage" || name == "card.js" && word == "XMLHttpRequest"
			if bytes.Contains(src, []byte(word)) && !isKnown {
				t.Errorf("%s has %s", name, word)
			}
		}
		for _, r := range string(src) {
			if r > 0x7F {
				t.Errorf("%s has the character %q; what readers read belongs in the storyboard", name, r)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
