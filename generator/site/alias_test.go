package site

import (
	"strings"
	"testing"
)

// Aliases are put into front matter as somebody would have written it; nothing else
// changes.
func TestAddAliases(t *testing.T) {
	const a, b = "/old/", "/p/#which one"
	for name, c := range map[string]struct{ before, after string }{
		"no front matter":    {"# Title\n\nText.\n", "---\naliases: [/old/]\n---\n\n# Title\n\nText.\n"},
		"no key":             {"---\ntitle: x # why\n---\ntext", "---\ntitle: x # why\naliases: [/old/]\n---\ntext"},
		"empty front matter": {"---\n---\n# T\n", "---\naliases: [/old/]\n---\n# T\n"},
		"a list":             {"---\naliases: [ /a/, b ] # two\ntitle: x\n---\n", "---\naliases: [/old/,  /a/, b ] # two\ntitle: x\n---\n"},
		"an empty list":      {"---\naliases: []\ntitle: x\n---\n", "---\naliases: [/old/]\ntitle: x\n---\n"},
		"a list of lines":    {"---\ntitle: x\naliases:\n  # the first\n  - /a/ # a\n  - /b/\n---\n", "---\ntitle: x\naliases:\n  # the first\n  - /old/\n  - /a/ # a\n  - /b/\n---\n"},
		"one":                {"---\naliases: /地址/ # one\ntitle: x\n---\n", "---\naliases: [/old/, /地址/] # one\ntitle: x\n---\n"},
		"one in quotes":      {"---\naliases: '/a b/'\ntitle: x\n---\n", "---\naliases: [/old/, '/a b/']\ntitle: x\n---\n"},
		"nothing":            {"---\naliases:   # none yet\ntitle: x\n---\n", "---\naliases: [/old/]   # none yet\ntitle: x\n---\n"},
		"nothing at the end": {"---\ntitle: x\naliases:\n---\n", "---\ntitle: x\naliases: [/old/]\n---\n"},
		"TOML":               {"+++\ntitle = \"x\"\n[source]\nname = \"y\"\n+++\n", "+++\naliases = [\"/old/\"]\ntitle = \"x\"\n[source]\nname = \"y\"\n+++\n"},
		"a list in TOML":     {"+++\naliases = [\n  \"/a/\", # a\n]\ntitle = \"x\"\n+++\n", "+++\naliases = [\"/old/\", \n  \"/a/\", # a\n]\ntitle = \"x\"\n+++\n"},
		"one in TOML":        {"+++\naliases = \"/a/\" # a\ntitle = \"x\"\n+++\n", "+++\naliases = [\"/old/\", \"/a/\"] # a\ntitle = \"x\"\n+++\n"},
		"lines as in DOS":    {"---\r\ntitle: x\r\n---\r\ntext\r\n", "---\r\ntitle: x\r\naliases: [/old/]\r\n---\r\ntext\r\n"},
		"a byte order mark":  {"\uFEFF---\ntitle: x\n---\n", "\uFEFF---\ntitle: x\naliases: [/old/]\n---\n"},
	} {
		got, err := AddAliases([]byte(c.before), []string{a})
		if err != nil || string(got) != c.after {
			t.Errorf("%s: got %q, %v; want %q", name, got, err, c.after)
		}
	}
	got, err := AddAliases([]byte("---\naliases:\n- /a/\n---\n"), []string{a, b})
	if want := "---\naliases:\n- /old/\n- \"/p/#which one\"\n- /a/\n---\n"; err == nil || string(got) == want {
		t.Errorf("an alias that front matter cannot have was put in: %q", got)
	}
	for name, text := range map[string]string{
		"never closed": "---\ntitle: x\n", "not YAML": "---\ntitle: [\n---\n", "breaks of two kinds": "---\r\ntitle: x\n---\r\n",
		"no text": "\x00\xff\xfe", "all in braces": "---\n{title: x}\n---\n",
	} {
		if got, err := AddAliases([]byte(text), []string{a}); err == nil || !strings.HasPrefix(err.Error(), "its ") {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
}
