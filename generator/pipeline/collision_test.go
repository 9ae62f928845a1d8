package pipeline_test

import (
	"slices"
	"testing"

	"rehearse/generator/pipeline"
)

// TestCollisionsAreToldOnce: who wants the URL of another is told so, and the
// other is left in peace.
func TestCollisionsAreToldOnce(t *testing.T) {
	for name, c := range map[string]struct {
		files string
		want  []string
	}{
		"two pages": {
			"-- a.md --\n# A\n-- b.md --\n---\nslug: a\n---\n# B\n",
			[]string{"b.md:2 error url-collision"},
		},
		"a third in another case": {
			"-- a.md --\n---\nslug: X\n---\n# A\n-- b.md --\n---\nslug: x\n---\n# B\n-- c.md --\n---\nslug: x\n---\n# C\n",
			[]string{"b.md:2 error url-collision", "c.md:2 error url-collision"},
		},
		"aliases in two cases": {
			"-- a.md --\n---\naliases: [/x/, /X/]\n---\n# A\n",
			[]string{"a.md:2 error url-collision"},
		},
		"the page of the search, and what tells of it": {
			"-- search.md --\n# S\n-- b.md --\n---\naliases: [/search/]\n---\n# B\n-- static/opensearch.xml --\n<a/>\n",
			[]string{"b.md:2 error url-collision", "search.md:1 error url-collision", "static/opensearch.xml:1 error url-collision"},
		},
		"a file where a folder is": {
			"-- a.md --\n# A\n-- static/a --\ntext\n",
			[]string{"static/a:1 error url-collision"},
		},
	} {
		for _, check := range []bool{false, true} {
			content := unpack(t, "-- index.md --\n# Home\n"+c.files)
			_, problems := run(t, pipeline.Config{Content: content, Destination: t.TempDir(), Check: check})
			if got := listed(problems); !slices.Equal(got, c.want) {
				t.Errorf("%s, only checked: %v\n got %q\nwant %q\n%s", name, check, got, c.want, list(problems))
			}
		}
	}
}
