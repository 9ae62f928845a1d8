package asset

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func files(pairs ...string) fs.FS {
	m := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return m
}

// site is two file systems as the program has them.
func site() []Source {
	return []Source{
		{
			FS: files(
				"site.css", `@import "./parts/type.css"; .mark { background: url(./parts/dot.svg); user-select: none }`,
				"parts/type.css", `body { color: #ff0000; & a { inset: 0 } }`,
				"parts/dot.svg", `<svg xmlns="http://www.w3.org/2000/svg"/>`,
				"site.js", `import {say} from "./parts/say.js"; say("你好")`,
				"parts/say.js", `export function say(word) { document.title = word }; export const unused = "unused"`,
			),
			Entries: []string{"site.css", "site.js"},
			Append:  map[string]string{"site.css": ".chroma .k { color: blue }"},
		},
		{
			FS:      files("js/player.js", `import "./part.js"; export {}`, "js/part.js", `class P { #n = 1; get() { return this.#n ?? 2 } } window.p = new P()`),
			Entries: []string{"js/player.js"},
		},
	}
}

func build(t *testing.T, in []Source) Bundle {
	t.Helper()
	b, err := Build(in)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func content(t *testing.T, b Bundle, entry string) string {
	t.Helper()
	data, ok := b.Files[b.Path(entry)]
	if !ok {
		t.Fatalf("no file for %s at %q", entry, b.Path(entry))
	}
	return string(data)
}

func TestBuild(t *testing.T) {
	b := build(t, site())
	if len(b.Files) != 3 {
		t.Errorf("files: %v", slices.Collect(maps.Keys(b.Files)))
	}
	for entry, pattern := range map[string]string{
		"site.css":  `^assets/site\.[0-9a-f]{8}\.css$`,
		"site.js":   `^assets/site\.[0-9a-f]{8}\.js$`,
		"player.js": `^assets/player\.[0-9a-f]{8}\.js$`,
	} {
		if !regexp.MustCompile(pattern).MatchString(b.Path(entry)) {
			t.Errorf("Path(%q) = %q", entry, b.Path(entry))
		}
		if data := content(t, b, entry); Hashed(entry, []byte(data)) != b.Path(entry) {
			t.Errorf("%s is not named by its content", entry)
		}
	}
	if got := b.Path("other.css"); got != "" {
		t.Errorf("a path for what is no entry: %q", got)
	}
}

func TestBundledMinifiedAndLowered(t *testing.T) {
	b := build(t, site())
	tests := []struct {
		entry      string
		has, lacks []string
	}{
		{"site.css", []string{"body{color:red}", "body a{", "data:image/svg+xml", "-webkit-user-select", ".chroma .k"}, []string{"@import", "inset", "\n\n"}},
		{"site.js", []string{`"你好"`, "document.title"}, []string{"import", "unused"}},
		{"player.js", []string{"WeakMap"}, []string{"#n", "??", "import"}},
	}
	for _, test := range tests {
		data := content(t, b, test.entry)
		for _, s := range test.has {
			if !strings.Contains(data, s) {
				t.Errorf("%s lacks %q:\n%s", test.entry, s, data)
			}
		}
		for _, s := range test.lacks {
			if strings.Contains(data, s) {
				t.Errorf("%s has %q:\n%s", test.entry, s, data)
			}
		}
	}
	if css := content(t, b, "site.css"); strings.Index(css, ".chroma") < strings.Index(css, ".mark") {
		t.Errorf("the appended text is not at the end:\n%s", css)
	}
}

// The folder that the program runs in, and the order of sources, change no
// byte of a bundle.
func TestSameBytes(t *testing.T) {
	first := build(t, site())
	dir := t.TempDir()
	for name, data := range map[string]string{"tsconfig.json": `{"compilerOptions":{"target":"es5"`, "package.json": `{"sideEffects":`} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	in := site()
	slices.Reverse(in)
	second := build(t, in)
	if !reflect.DeepEqual(first.Files, second.Files) {
		t.Errorf("%v and %v differ", slices.Collect(maps.Keys(first.Files)), slices.Collect(maps.Keys(second.Files)))
	}
}

func TestErrors(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret.js")
	if err := os.WriteFile(secret, []byte("export default 1"), 0o666); err != nil {
		t.Fatal(err)
	}
	one := func(entry, data string) []Source {
		return []Source{{FS: files("in/"+entry, data, "top.js", ""), Entries: []string{"in/" + entry}}}
	}
	tests := []struct {
		name string
		in   []Source
		want string
	}{
		{"syntax", one("a.js", "let\nlet let = {"), "in/a.js:2:5: "},
		{"warning", one("a.css", "a { colour: red;;; } }"), "in/a.css:1:"},
		{"no such file", one("a.js", `import "./b.js"`), "in/b.js"},
		{"no such entry", []Source{{FS: files(), Entries: []string{"a.js"}}}, "a.js"},
		{"out of the file system", one("a.js", `import "../../x.js"`), "not a relative path"},
		{"absolute", one("a.js", `import "`+filepath.ToSlash(secret)+`"`), "not a relative path"},
		{"package", one("a.js", `import "react"`), "not a relative path"},
		{"address", one("a.js", `import "https://example.org/x.js"`), "not a relative path"},
		{"address in a style sheet", one("a.css", `a { background: url(//example.org/x.png) }`), "not a relative path"},
		{"unknown kind of file", []Source{{FS: files("a.css", `a { background: url(./x.exe) }`, "x.exe", ""), Entries: []string{"a.css"}}}, ".exe"},
		{"too new for old browsers", one("a.js", "await fetch('/')"), "in/a.js:1:1"},
		{"two of one name", append(one("a.js", ""), one("a.js", "")...), "two entries are named a.js"},
		{"append to nothing", []Source{{FS: files("a.js", ""), Entries: []string{"a.js"}, Append: map[string]string{"b.css": "x"}}}, "b.css"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b, err := Build(test.in)
			if err == nil {
				t.Fatalf("built %v", b.Files)
			}
			if !strings.Contains(err.Error(), test.want) {
				t.Errorf("%q lacks %q", err, test.want)
			}
		})
	}
}

func TestImportsWithinTheFileSystem(t *testing.T) {
	b := build(t, []Source{{FS: files("in/a.js", `import "../top.js"`, "top.js", "window.top1 = 1"), Entries: []string{"in/a.js"}}})
	if got := content(t, b, "a.js"); !strings.Contains(got, "top1") {
		t.Errorf("bundle: %s", got)
	}
}

func TestInPageURLs(t *testing.T) {
	b := build(t, []Source{{FS: files("a.css", `a { clip-path: url("#c"); background: url(data:image/gif;base64,R0lGODlhAQABAAAAACw=) }`), Entries: []string{"a.css"}}})
	if got := content(t, b, "a.css"); !strings.Contains(got, "url(#c)") || !strings.Contains(got, "url(data:image/gif;base64,R0lGODlhAQABAAAAACw=)") {
		t.Errorf("bundle: %s", got)
	}
}

func TestHashed(t *testing.T) {
	// The hashes were computed with sha256sum.
	for name, want := range map[string]string{
		"login.wasm":   "assets/login.2cf24dba.wasm",
		"flow/a.b.txt": "assets/flow/a.b.2cf24dba.txt",
		"登录":           "assets/登录.2cf24dba",
	} {
		if got := Hashed(name, []byte("hello")); got != want {
			t.Errorf("Hashed(%q) = %q, want %q", name, got, want)
		}
	}
	if Hashed("a", []byte("1")) == Hashed("a", []byte("2")) {
		t.Error("two contents have one name")
	}
}
