package search

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"rehearse/demo/browsertest"
	"rehearse/templates"
)

// host serves a page with the scripts as they are, and an index.
type host struct {
	files map[string][]byte
	lang  string

	mu   sync.Mutex
	sent map[string]int
}

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"

func newHost(t *testing.T, lang string, documents []Document) *host {
	t.Helper()
	h := &host{files: map[string][]byte{}, lang: lang, sent: map[string]int{}}
	var dialog bytes.Buffer
	if err := templates.SearchDialog(lang, "/search/").Render(context.Background(), &dialog); err != nil {
		t.Fatal(err)
	}
	h.publish(lang, dialog.String(), documents)
	assets, err := fs.Sub(templates.Assets, "assets")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"search.js", "searchfind.js", "searchindex.js", "searchmatch.js", "searchshow.js", "searchguess.js", "searchwords.js", "fold.js", "dom.js", "inflate.js", "search.css", "tokens.css"} {
		data, err := fs.ReadFile(assets, name)
		if err != nil {
			t.Fatal(err)
		}
		h.files["/base/"+name] = data
	}
	h.files["/base/"] = fmt.Appendf(nil, `<!DOCTYPE html><html lang="%s"><meta charset="utf-8"><title>t</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="tokens.css"><link rel="stylesheet" href="search.css">
<script type="module" src="page.js"></script><h1>%[1]s</h1><button id="b" data-index="/base/search/index.json">search</button>`, lang)
	h.files["/base/page.js"] = []byte(`import { open } from "./search.js"; import * as index from "./searchindex.js"; import * as fold from "./fold.js"; import { find } from "./searchfind.js";
Object.assign(window, { index, fold, find, ready: true }); b.onclick = () => open(b).catch(() => { b.textContent = "failed" });`)
	return h
}

// publish replaces the index, as a new build of the site does.
func (h *host) publish(lang, dialog string, documents []Document) {
	b := NewBuilder(Options{Path: "search", Lang: lang, Dialog: dialog, Inflate: "/base/inflate.js", Guess: "/base/searchguess.js"})
	for _, d := range documents {
		b.Add(d)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for name := range h.files {
		if strings.HasPrefix(name, "/base/search/") {
			delete(h.files, name)
		}
	}
	for _, file := range b.Finish() {
		h.files["/base/"+file.Path] = file.Data
	}
}

func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	data, ok := h.files[r.URL.Path]
	h.mu.Unlock()
	if r.URL.Path == "/favicon.ico" {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Security-Policy", policy)
	counted := &countingWriter{ResponseWriter: w}
	http.ServeContent(counted, r, path.Base(r.URL.Path)+index(r.URL.Path), time.Time{}, bytes.NewReader(data))
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sent[r.URL.Path] += counted.n
}

// index gives folders the type of their page.
func index(name string) string {
	if strings.HasSuffix(name, "/") {
		return ".html"
	}
	return ""
}

// bytes returns what was sent since the last call, by the first part of the
// names below /base/.
func (h *host) bytes(prefix string) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	total := 0
	for name, n := range h.sent {
		if strings.HasPrefix(name, "/base/"+prefix) {
			total += n
			delete(h.sent, name)
		}
	}
	return total
}

type countingWriter struct {
	http.ResponseWriter
	n int
}

func (w *countingWriter) Write(p []byte) (int, error) {
	n, err := w.ResponseWriter.Write(p)
	w.n += n
	return n, err
}

func visit(t *testing.T, h *host) *browsertest.Page {
	t.Helper()
	p := browsertest.New(t)
	p.Do(chromedp.Navigate(browsertest.Serve(t, h) + "/base/"))
	p.Wait(`window.ready`)
	return p
}

func quote(s string) string {
	text, _ := json.Marshal(s)
	return string(text)
}

// typed types a query at once and waits for what comes of it.
func typed(p *browsertest.Page, query string) {
	browsertest.Eval[bool](p, `(() => { const input = document.querySelector(".search input"); input.value = `+quote(query)+`;
		document.querySelector(".search [role=status]").className = "waiting";
		input.dispatchEvent(new InputEvent("input")); return true })()`)
	p.Wait(`!["waiting", "searching"].includes(document.querySelector(".search [role=status]").className)`)
}

func shown(p *browsertest.Page) []string {
	return browsertest.Eval[[]string](p, `[...document.querySelectorAll(".search li")].map(li => new URL(li.querySelector("a").href).pathname)`)
}

// TestFoldsAlike compares the fold of the script with ours over every unit.
func TestFoldsAlike(t *testing.T) {
	p := visit(t, newHost(t, "zh-CN", small()))
	theirs := browsertest.Eval[[]string](p, `Array.from({length: 65536}, (_, i) => {
		const folded = fold.foldUnit(String.fromCharCode(i));
		return [...Array(folded.length).keys()].map(j => {
			const unit = folded[j];
			return unit === " " ? "space" : fold.runs(unit).length ? unit.charCodeAt(0).toString(16) : "break";
		}).join(" ");
	})`)
	for unit, got := range theirs {
		if !unicode.IsGraphic(rune(unit)) {
			continue // perhaps a letter that is newer than our tables
		}
		if want := describe(foldUnit(uint16(unit))); simplify(got) != want {
			t.Errorf("U+%04X folds to %q in the browser, to %q here", unit, got, want)
		}
	}
}

// describe names a fold as the script's is named.
func describe(f folded) string {
	switch f.kind {
	case foldsBreak:
		return "break"
	case foldsSpace:
		return "space"
	case foldsNothing:
		return ""
	}
	names := make([]string, len(f.units))
	for i, unit := range f.units {
		names[i] = fmt.Sprintf("%x", unit)
		if unit == 0 {
			names[i] = "break"
		}
	}
	return strings.Join(names, " ")
}

// simplify reduces several breaks and spaces to what they amount to.
func simplify(fold string) string {
	parts := strings.Fields(fold)
	wordless := func(part string) bool { return part == "break" || part == "space" }
	switch {
	case len(parts) == 0:
		return ""
	case !slices.ContainsFunc(parts, func(part string) bool { return part != "space" }):
		return "space"
	case !slices.ContainsFunc(parts, func(part string) bool { return !wordless(part) }):
		return "break"
	}
	return strings.ReplaceAll(fold, "space", "break")
}

// TestBrowserRecall looks for pieces of pages with the script, against a plain
// search of the texts.
func TestBrowserRecall(t *testing.T) {
	c := newCorpus()
	documents := make([]Document, 320) // so many that there are common grams
	for i := range documents {
		documents[i] = c.article(i, 1000).document(i)
		documents[i].URL = fmt.Sprint("/", i)
	}
	h := newHost(t, "zh-CN", documents)
	p := visit(t, h)
	random := rand.New(rand.NewPCG(8, 9))
	for range 40 {
		line := []rune(pick(random, strings.Split(strings.TrimSpace(pick(random, documentTexts(documents))), "\n")))
		from := random.IntN(len(line))
		query := strings.Trim(string(line[from:min(len(line), from+1+random.IntN(9))]), "，。；：、")
		if query == "" {
			continue // punctuation alone finds nothing
		}
		var want []string
		for _, d := range documents {
			if contains(d, query) {
				want = append(want, d.URL)
			}
		}
		got := browsertest.Eval[[]string](p, `(async () => {
				const i = window.opened ??= await index.load("/base/search/index.json");
				const results = await find(i, `+quote(query)+`);
				const found = new Set();
				for (;;) {
					const some = await results.next();
					if (!some.length) return [...found];
					for (const one of some) if (one.whole) found.add(one.entry.href);
				}
			})()`)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%q: got %v, want %v", query, got, want)
		}
	}
}

func documentTexts(documents []Document) []string {
	var texts []string
	for _, d := range documents {
		texts = append(texts, d.Text)
	}
	return texts
}

// contains is what a reader means by it, for the characters of the corpus.
func contains(d Document, query string) bool {
	plain := strings.NewReplacer("，", ",", "；", ";").Replace
	for _, place := range []string{d.Title, d.Description, d.Text} {
		if strings.Contains(strings.ToLower(plain(place)), strings.ToLower(plain(query))) {
			return true
		}
	}
	return false
}

func TestDialog(t *testing.T) {
	documents := small()
	for i := range 40 {
		documents = append(documents, Document{URL: fmt.Sprintf("/many/%d/", i), Title: fmt.Sprint("第", i, "篇"), Text: "许多文章里都有的话。<b>不是标记</b>"})
	}
	h := newHost(t, "zh-CN", documents)
	p := visit(t, h)
	if n := h.bytes("search/"); n > 0 {
		t.Errorf("%d bytes of the index before the search was opened", n)
	}
	browsertest.Eval[bool](p, `b.focus() || b.click() || true`)
	p.Wait(`document.querySelector("dialog.search")?.open`)
	is(t, p, `document.activeElement === document.querySelector(".search input")`, true)
	is(t, p, `document.querySelector(".search [role=status]").className`, "hint")

	typed(p, "登录")
	if got := shown(p); !slices.Equal(got, []string{"/a/", "/b/", "/c/"}) {
		t.Errorf("登录: %v", got)
	}
	is(t, p, `document.querySelector(".search [role=status]").textContent`, "找到 3 篇")
	is(t, p, `[...document.querySelectorAll(".search li:first-child mark")].map(m => m.textContent).join()`, "登录")
	is(t, p, `document.querySelector(".search li:nth-child(3) span").textContent`, "请带身份证原件，使用 App 登录。Café Straße İstanbul 𠮷野家 한국어 ｶﾞｲﾄﾞ")
	is(t, p, `document.querySelector(".search input").getAttribute("aria-expanded")`, "true")

	p.Do(chromedp.KeyEvent(kb.ArrowDown))
	p.Do(chromedp.KeyEvent(kb.ArrowDown))
	is(t, p, `document.querySelector(".search input").getAttribute("aria-activedescendant") === document.querySelector("[aria-selected=true]").id`, true)
	is(t, p, `document.querySelector("[aria-selected=true] b").textContent`, "交易密码")
	p.Do(chromedp.KeyEvent(kb.ArrowUp))
	p.Do(chromedp.KeyEvent(kb.ArrowUp))
	is(t, p, `document.querySelector(".search input").hasAttribute("aria-activedescendant")`, false)

	typed(p, "魑魅")
	is(t, p, `document.querySelector(".search [role=status]").className`, "none")
	typed(p, "积金公字") // grams in order, but scattered in page a
	if got := shown(p); len(got) == 0 || got[0] != "/b/" {
		t.Errorf("积金公字: %v", got)
	}
	typed(p, "许多 不是标记")
	is(t, p, `document.querySelector(".search [role=status]").textContent`, "找到这些，往下看还有")
	is(t, p, `document.querySelectorAll(".search li b b, .search li span b").length`, 0)
	if n := len(shown(p)); n < 6 || n == 40 {
		t.Errorf("%d results at first", n)
	}
	p.Wait(`(() => { const list = document.querySelector(".search ul"); list.scrollTop = list.scrollHeight; return list.children.length === 40 })()`)
	is(t, p, `document.querySelector(".search [role=status]").textContent`, "找到 40 篇")

	typed(p, "")
	is(t, p, `document.querySelectorAll(".search li").length`, 0)
	p.Do(chromedp.KeyEvent(kb.Escape))
	p.Wait(`!document.querySelector("dialog.search").open`)
	is(t, p, `document.activeElement.id`, "b")
	if complaints := p.Complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains: %q", complaints)
	}
}

// TestComposing: while an input method composes, keys are its own.
func TestComposing(t *testing.T) {
	p := visit(t, newHost(t, "zh-CN", small()))
	browsertest.Eval[bool](p, `b.focus() || b.click() || true`)
	p.Wait(`document.querySelector("dialog.search")?.open`)
	typed(p, "登录")
	browsertest.Eval[bool](p, `document.querySelector(".search input").dispatchEvent(
		new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true, isComposing: true }))`)
	is(t, p, `document.querySelectorAll("[aria-selected=true]").length`, 0)
	browsertest.Eval[bool](p, `(() => { const input = document.querySelector(".search input"); input.value = "交易";
		return input.dispatchEvent(new CompositionEvent("compositionend", { data: "交易" })) })()`)
	p.Wait(`document.querySelectorAll(".search li").length === 1`)
}

// TestNewlyPublished: a page that was opened before the site was published
// anew finds what the new one has.
func TestNewlyPublished(t *testing.T) {
	h := newHost(t, "zh-CN", small())
	p := visit(t, h)
	browsertest.Eval[bool](p, `b.focus() || b.click() || true`)
	p.Wait(`document.querySelector("dialog.search")?.open`)
	h.publish("zh-CN", "", []Document{{URL: "/new/", Title: "新的一页"}})
	typed(p, "新的")
	if got := shown(p); !slices.Equal(got, []string{"/new/"}) {
		t.Errorf("got %v", got)
	}
}

// fruits are pages that speak of apples, but for some that speak of pears; equally many
// of them whatever they say.
func fruits(pears ...int) []Document {
	c := newCorpus()
	documents := make([]Document, 60)
	for i := range documents {
		fruit := "苹果"
		if slices.Contains(pears, i) {
			fruit = "香梨"
		}
		documents[i] = Document{URL: fmt.Sprintf("/%02d/", i), Title: fmt.Sprint("第", i, "页"), Text: c.article(i, 1500).text + fruit}
	}
	return documents
}

// TestVersionsAreNotMixed: what has been fetched of one version of the site does not
// come together with what the next one says.
func TestVersionsAreNotMixed(t *testing.T) {
	for name, then := range map[string]func(*browsertest.Page){
		// The record was there before, the list comes from the new version.
		"a new list": func(*browsertest.Page) {},
		// The list was there before, the record comes from the new version.
		"a new record": func(p *browsertest.Page) {
			p.Wait(`(() => { const list = document.querySelector(".search ul"); list.scrollTop = list.scrollHeight;
				return document.querySelector(".search [role=status]").textContent === "找到 57 篇" })()`)
		},
	} {
		t.Run(name, func(t *testing.T) {
			var pears []int
			h := newHost(t, "zh-CN", fruits())
			p := visit(t, h)
			browsertest.Eval[bool](p, `b.focus() || b.click() || true`)
			p.Wait(`document.querySelector("dialog.search")?.open`)
			typed(p, "苹果")
			first := shown(p)
			if len(first) == 60 {
				t.Fatal("all is read at once")
			}
			for i := range 60 {
				read := slices.Contains(first, fmt.Sprintf("/%02d/", i))
				if read == (name == "a new list") && len(pears) < 3 {
					pears = append(pears, i)
				}
			}
			before := h.version()
			h.publish("zh-CN", "", fruits(pears...))
			if h.version() != before {
				t.Fatal("the version is another one")
			}
			var want []string
			for _, i := range pears {
				want = append(want, fmt.Sprintf("/%02d/", i))
			}
			then(p)
			typed(p, "香梨")
			p.Wait(`document.querySelector(".search [role=status]").textContent === "找到 3 篇"`)
			got := shown(p)
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

// version is the folder of the index's files.
func (h *host) version() string {
	var m struct{ Version string }
	if err := json.Unmarshal(h.files["/base/search/index.json"], &m); err != nil {
		return err.Error()
	}
	return m.Version
}

func TestOffline(t *testing.T) {
	h := newHost(t, "en", small())
	p := visit(t, h)
	browsertest.Eval[bool](p, `b.focus() || b.click() || true`)
	p.Wait(`document.querySelector("dialog.search")?.open`)
	browsertest.Eval[bool](p, `window.online = fetch, window.fetch = () => Promise.reject(new TypeError("offline")), true`)
	typed(p, "password")
	is(t, p, `document.querySelector(".search [role=status]").className`, "failed")
	browsertest.Eval[bool](p, `window.fetch = online, true`)
	typed(p, "password")
	if got := shown(p); !slices.Equal(got, []string{"/d/"}) {
		t.Errorf("online again: %v", got)
	}
}

// TestInflate undoes in the script what the library has done, at every level, of
// every kind of block.
func TestInflate(t *testing.T) {
	p := visit(t, newHost(t, "zh-CN", small()))
	random := rand.New(rand.NewPCG(4, 5))
	noise := make([]byte, 3000)
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	article := []byte(newCorpus().article(1, 9000).text)
	for name, data := range map[string][]byte{
		"nothing": nil, "a byte": {7}, "noise": noise, "text": article, "a run": bytes.Repeat([]byte{1}, 70000),
		"far": slices.Concat(article[:300], noise, article[:300]),
	} {
		for _, level := range []int{zlib.HuffmanOnly, zlib.NoCompression, zlib.BestSpeed, zlib.BestCompression} {
			var packed bytes.Buffer
			z, err := zlib.NewWriterLevel(&packed, level)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := z.Write(data); err != nil {
				t.Fatal(err)
			}
			if err := z.Close(); err != nil {
				t.Fatal(err)
			}
			got := browsertest.Eval[string](p, `(async () => {
				const { inflate } = await import("/base/inflate.js");
				const bytes = inflate(Uint8Array.from(atob(`+quote(base64.StdEncoding.EncodeToString(packed.Bytes()))+`), c => c.charCodeAt(0)));
				let text = "";
				for (const byte of bytes) text += String.fromCharCode(byte);
				return btoa(text);
			})()`)
			if got != base64.StdEncoding.EncodeToString(data) {
				t.Errorf("%s, level %d: what is inflated is not what was deflated", name, level)
			}
		}
	}
	is(t, p, `(async () => {
		const { inflate } = await import("/base/inflate.js");
		try { inflate(Uint8Array.of(0x78, 0x9c, 0xed)); return "" } catch (error) { return error.message }
	})()`, "cut off")
}

// TestWithoutDecompression: browsers that cannot undo compression load what can.
func TestWithoutDecompression(t *testing.T) {
	h := newHost(t, "zh-CN", small())
	p := visit(t, h)
	browsertest.Eval[bool](p, `delete window.DecompressionStream && (b.focus() || b.click() || true)`)
	p.Wait(`document.querySelector("dialog.search")?.open`)
	typed(p, "登录")
	if got := shown(p); len(got) != 3 {
		t.Errorf("登录: %v", got)
	}
	if h.bytes("inflate.js") == 0 {
		t.Error("the module was not loaded")
	}
}

// TestPlaces: the script knows what every place is called, and where it begins.
func TestPlaces(t *testing.T) {
	text := "above\nBefore You leave\none, two\nthree\nafter\nBefore You leave\nfour\nİstanbul\nfive\nthe end"
	at := func(s string) int { return strings.Index(text, s) }
	p := visit(t, newHost(t, "en", []Document{{URL: "/", Text: text, Places: []Place{
		{AtStep, "step--1", 0},
		{AtHeading, "before-you-leave", at("Before")}, {AtStep, "step-before-you-leave-1", at("one")},
		{AtStep, "step-before-you-leave-2", at(" two")}, {AtStep, "other", at("three")}, {AfterStep, "before-you-leave", at("after")},
		{AtHeading, "before-you-leave-1", strings.LastIndex(text, "Before")}, {AtStep, "step-before-you-leave-1-1", at("four")},
		{AtHeading, "i̇stanbul", at("İstanbul")}, {AtRehearsal, "rehearsal-x", len(text)}, {AfterStep, "i̇stanbul", len(text)},
	}}}))
	got := browsertest.Eval[[]string](p, `(async () => {
		const opened = await index.load("/base/search/index.json");
		const { places, text } = await index.record(opened, index.weights(opened).findIndex((weight) => weight));
		return places.map(({ kind, at, id }) => kind + " " + id + " " + text.slice(at, at + 4));
	})()`)
	want := []string{"s step--1 abov", "h before-you-leave Befo", "s step-before-you-leave-1 one,", "s step-before-you-leave-2  two", "s other thre",
		"a before-you-leave afte", "h before-you-leave-1 Befo", "s step-before-you-leave-1-1 four", "h i̇stanbul İsta", "r rehearsal-x ", "a i̇stanbul "}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func is[T comparable](t *testing.T, p *browsertest.Page, expression string, want T) {
	t.Helper()
	if got := browsertest.Eval[T](p, expression); got != want {
		t.Errorf("%s is %v, want %v", expression, got, want)
	}
}
