package pipeline_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rehearse/demo/diag"
	"rehearse/generator/pipeline"
)

// An example is a block of code in a page of the author's handbook.
type example struct {
	page, language, title, text string
	// rest is the page after the block.
	rest string
}

// examples reads the fenced code out of the handbook in all languages.
func examples(t *testing.T) []example {
	t.Helper()
	pages, err := filepath.Glob("../../content/*/handbook/*/index.md")
	if err != nil || len(pages) == 0 {
		t.Fatalf("no handbook: %v", err)
	}
	var list []example
	for _, page := range pages {
		list = append(list, examplesOf(t, page)...)
	}
	return list
}

// examplesOf reads the fenced code out of a page.
func examplesOf(t *testing.T, page string) (list []example) {
	t.Helper()
	raw, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	rest := string(raw)
	for {
		e, ok := cutExample(&rest)
		if !ok {
			return list
		}
		e.page = page
		list = append(list, e)
	}
}

// cutExample takes the first fenced block off text.
func cutExample(text *string) (e example, ok bool) {
	_, block, ok := strings.Cut(*text, "\n```")
	if !ok {
		return e, false
	}
	fence := "```" + strings.Repeat("`", len(block)-len(strings.TrimLeft(block, "`")))
	info, block, _ := strings.Cut(strings.TrimLeft(block, "`"), "\n")
	e.language, _, _ = strings.Cut(info, " ")
	if _, title, titled := strings.Cut(info, `title="`); titled {
		e.title, _, _ = strings.Cut(title, `"`)
	}
	if e.text, e.rest, ok = strings.Cut("\n"+block, "\n"+fence+"\n"); !ok {
		return e, false
	}
	e.text = strings.TrimPrefix(e.text+"\n", "\n")
	*text = "\n" + e.rest
	return e, true
}

// checkSite builds a site of these files without publishing it.
func checkSite(t *testing.T, files map[string]string) []diag.Problem {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	_, problems, err := pipeline.Run(t.Context(), pipeline.Config{Content: dir, Check: true, Drafts: true, Future: true}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return problems
}

// What authors copy out of the handbook has to work.
func TestHandbookExamplesWork(t *testing.T) {
	for _, e := range examples(t) {
		var files map[string]string
		switch {
		case strings.HasSuffix(e.title, ".flow.yaml"):
			files = map[string]string{
				"_index.md": "---\ntitle: T\n---\n\nText.\n\n## Text messages {#sms}\n\n[R](" + e.title + ")\n",
				e.title:     e.text,
			}
		case e.title == "content/site.yaml":
			files = map[string]string{"site.yaml": e.text}
			for _, page := range []string{"zh/_index.md", "en/_index.md", "zh/guides/_index.md", "en/guides/_index.md"} {
				files[page] = "---\ntitle: T\n---\n\nText.\n"
			}
		default:
			continue
		}
		for _, p := range checkSite(t, files) {
			t.Errorf("%s: in the example %s:%d: %s (%s)", e.page, e.title, p.Line, p.Message, p.Hint)
		}
	}
}

// So has the article with its flow that the program is introduced by.
func TestReadmeExamplesWork(t *testing.T) {
	for _, page := range []string{"../../README.md", "../../README.zh-CN.md"} {
		files := map[string]string{}
		for _, e := range examplesOf(t, page) {
			switch e.language {
			case "markdown":
				files["change-number/index.md"] = e.text
			case "yaml":
				files["change-number/change-number.flow.yaml"] = e.text
			}
		}
		if len(files) != 2 {
			t.Fatalf("%s shows %d files", page, len(files))
		}
		for _, p := range checkSite(t, files) {
			t.Errorf("%s: in the example %s:%d: %s (%s)", page, p.File, p.Line, p.Message, p.Hint)
		}
	}
}

// The rehearsal in the chapter on flows is that of the file that it shows.
func TestHandbookShowsTheFlowThatItEmbeds(t *testing.T) {
	shown := map[string]string{}
	for _, e := range examples(t) {
		file := filepath.Join(filepath.Dir(e.page), e.title)
		if raw, err := os.ReadFile(file); err == nil && string(raw) == e.text {
			shown[file] = e.text
		}
	}
	embedded, err := filepath.Glob("../../content/*/handbook/*/*.flow.yaml")
	if err != nil || len(embedded) == 0 {
		t.Fatalf("the handbook embeds no flow: %v", err)
	}
	for _, file := range embedded {
		if shown[file] == "" {
			t.Errorf("no code block shows %s as it is", file)
		}
	}
}

// In the chapter on Markdown, what is below an example is rendered from the
// same source.
func TestHandbookRendersItsMarkdown(t *testing.T) {
	checked := 0
	for _, e := range examples(t) {
		if !strings.HasSuffix(filepath.ToSlash(e.page), "/markdown/index.md") || e.language != "markdown" {
			continue
		}
		if strings.Contains(e.text, ".flow.yaml") {
			continue // the chapter on flows has a real one
		}
		checked++
		if !strings.HasPrefix(strings.TrimLeft(e.rest, "\n"), e.text) {
			t.Errorf("%s: this example is not followed by itself:\n%s", e.page, e.text)
		}
	}
	if checked < 20 {
		t.Errorf("only %d examples were found", checked)
	}
}

// The server that the handbook sets up sends what _headers of a site with
// rehearsals says.
func TestHandbookServerSendsOurHeaders(t *testing.T) {
	headers := string(tree(t, clean(t, pipeline.Config{Content: unpack(t, aloneSite)}))["_headers"])
	servers := 0
	for _, e := range examples(t) {
		if e.language != "nginx" {
			continue
		}
		servers++
		set := strings.ReplaceAll(e.text, `"`, "")
		for line := range strings.Lines(headers) {
			name, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
			if ok && !strings.Contains(set, "add_header "+name+" "+value) {
				t.Errorf("%s: the server does not send %s: %s", e.page, name, value)
			}
		}
	}
	if servers == 0 {
		t.Error("the handbook sets up no server")
	}
}
