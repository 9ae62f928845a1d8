package player_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
	"rsc.io/qr"

	"rehearse/demo/browsertest"
	"rehearse/demo/diag"
	"rehearse/demo/flow"
	"rehearse/demo/flowfile"
	"rehearse/demo/player"
	"rehearse/demo/wasm"
)

// policy is the strictest content security policy that a site with
// rehearsals can have.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; " +
	"img-src 'self' data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"

// parse reads a flow from testdata, changed by pairs of old and new.
func parse(t testing.TB, name string, changes ...string) *flow.Flow {
	t.Helper()
	src, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	src = []byte(strings.NewReplacer(changes...).Replace(string(src)))
	f, problems := flowfile.Parse(name, src)
	if f == nil {
		var b bytes.Buffer
		if err := (diag.Printer{}).Print(&b, problems); err != nil {
			t.Fatal(err)
		}
		t.Fatalf("%s", b.Bytes())
	}
	return f
}

func render(t testing.TB, v player.View) string {
	t.Helper()
	var b strings.Builder
	if err := player.Storyboard(v).Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// bundle is what a site makes of the player's sources.
func bundle(t testing.TB) map[string][]byte {
	t.Helper()
	files, err := bundled()
	if err != nil {
		t.Fatal(err)
	}
	return maps.Clone(files)
}

var bundled = sync.OnceValues(func() (map[string][]byte, error) {
	dir, err := os.MkdirTemp("", "player")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := os.CopyFS(dir, player.Assets); err != nil {
		return nil, err
	}
	result := api.Build(api.BuildOptions{
		EntryPoints: []string{dir + "/near.js", dir + "/card.js", dir + "/player.js", dir + "/help.js", dir + "/alone.js", dir + "/values.js", dir + "/player.css", dir + "/play.css", dir + "/alone.css"},
		Bundle:      true, MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true,
		Format: api.FormatESModule, Target: api.ES2020, Outdir: dir + "/out",
	})
	if m := append(result.Errors, result.Warnings...); len(m) > 0 {
		return nil, fmt.Errorf("%+v: %s", m[0].Location, m[0].Text)
	}
	files := make(map[string][]byte)
	for _, f := range result.OutputFiles {
		files[path.Base(f.Path)] = f.Contents
	}
	return files, nil
})

// site serves a page with one rehearsal, in a folder, as sites are that are
// not at the root of their host.
type site struct {
	flow *flow.Flow
	lang string
	// before is HTML in front of the rehearsal.
	before string
	// gap puts the rehearsal far below what is seen first.
	gap bool
	// late leaves it to the test to load near.js.
	late bool
	// broken has the module missing.
	broken bool
	// flaky has the player fail once.
	flaky bool
	// alone has the page of the rehearsal alone.
	alone bool
	// card has the rehearsal as a card, whose screens are on such a page; lost has
	// that page missing.
	card, lost bool
	// policy is the content security policy, if it is not to be the usual one.
	policy string
}

// open shows the page in a browser.
func (s site) open(t *testing.T) *browsertest.Page {
	t.Helper()
	p := browsertest.New(t)
	p.Do(navigate(s.serve(t)))
	return p
}

// serve returns the address of the page.
func (s site) serve(t testing.TB) string {
	t.Helper()
	if s.lang == "" {
		s.lang = "zh"
	}
	if s.policy == "" {
		s.policy = policy
	}
	module, err := wasm.Compile(s.flow)
	if err != nil {
		t.Fatal(err)
	}
	files := bundle(t)
	if !s.broken {
		files["flow.wasm"] = module
	}
	view := player.View{Flow: s.flow, Lang: s.lang, ID: "r1", Module: "assets/flow.wasm", Script: "assets/player.js", Style: "assets/play.css", Help: "assets/help.js", Values: "assets/values.js", HeadingLevel: 2}
	own := alone(t, view)
	if s.card {
		view.HeadingLevel = 1
		own = alone(t, view)
		view.Alone, view.Card, view.HeadingLevel = "alone", "assets/card.js", 3
	}
	if s.gap {
		s.before += strings.Repeat("<p>·</p>", 200)
	}
	style := `<link rel="stylesheet" href="assets/alone.css">`
	if s.card {
		style = ""
	}
	script := `<script type="module" src="assets/near.js"></script>`
	if s.late {
		script = ""
	}
	files["icon.svg"] = []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`)
	files["first.js"] = []byte(`document.documentElement.dataset.scripted = ""`)
	page := `<!DOCTYPE html><html lang="` + s.lang + `"><head><meta charset="utf-8"><title>t</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><script src="assets/first.js"></script>
<link rel="stylesheet" href="assets/player.css">` + style + script + `</head><body><main><h1>t</h1>` + s.before + render(t, view) + `</main></body></html>`
	if s.alone {
		page = own
	}
	mux := http.NewServeMux()
	if s.card && !s.lost {
		mux.HandleFunc("/docs/guide/alone", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Security-Policy", s.policy)
			_, _ = w.Write([]byte(own))
		})
	}
	var failed atomic.Bool
	mux.HandleFunc("/docs/guide/{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Security-Policy", s.policy)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(page)) // the browser went away: nothing to do
	})
	mux.HandleFunc("/docs/guide/assets/{name}", func(w http.ResponseWriter, r *http.Request) {
		content, ok := files[r.PathValue("name")]
		if s.flaky && r.PathValue("name") == "player.js" && failed.CompareAndSwap(false, true) {
			http.Error(w, "busy", http.StatusServiceUnavailable)
			return
		}
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", contentTypes[path.Ext(r.URL.Path)])
		_, _ = w.Write(content)
	})
	return browsertest.Serve(t, mux) + "/docs/guide/"
}

// alone is the page that has a rehearsal to itself.
func alone(t testing.TB, v player.View) string {
	t.Helper()
	p := player.Page{
		View: v, Title: "t", Article: "../", Address: "https://example.org/x/", First: "assets/first.js", Icon: "assets/icon.svg",
		Styles: []string{"assets/player.css", "assets/alone.css"}, Scripts: []string{"assets/near.js", "assets/alone.js"},
	}
	var b strings.Builder
	if err := player.Alone(p).Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// contentTypes has no .wasm, as many web servers have none.
var contentTypes = map[string]string{".js": "text/javascript", ".css": "text/css", ".wasm": "application/octet-stream", ".svg": "image/svg+xml"}

// drawn are the modules that a path of a code covers.
func drawn(t *testing.T, path string) map[[2]int]bool {
	t.Helper()
	dark := make(map[[2]int]bool)
	x, y := 0, 0
	for _, c := range regexp.MustCompile(`([Mmh])(\d+)(?: (\d+))?(?:\.5)?`).FindAllStringSubmatch(path, -1) {
		n, _ := strconv.Atoi(c[2])
		switch c[1] {
		case "M":
			x = n
			y, _ = strconv.Atoi(c[3])
		case "m":
			x += n
		case "h":
			for range n {
				dark[[2]int{x, y}] = true
				x++
			}
		}
	}
	return dark
}

func TestQR(t *testing.T) {
	path, box := player.QR("https://example.org/housing-fund/forgotten-password/")
	if !strings.HasPrefix(path, "M0 0.5h7") || box != "-4 -4 41 41" { // the corner mark that every code has
		t.Errorf("a code in %s begins with %.30q", box, path)
	}
	code, err := qr.Encode("https://example.org/housing-fund/forgotten-password/", qr.M)
	if err != nil {
		t.Fatal(err)
	}
	dark := drawn(t, path)
	for y := range code.Size {
		for x := range code.Size {
			if dark[[2]int{x, y}] != code.Black(x, y) {
				t.Fatalf("the module at %d, %d is drawn as %v", x, y, dark[[2]int{x, y}])
			}
		}
	}
	if path, _ := player.QR(strings.Repeat("x", 5000)); path != "" {
		t.Error("a text that no code can hold made one")
	}
}
