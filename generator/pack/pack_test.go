package pack_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"rehearse/demo/browsertest"
	"rehearse/generator/pack"
	"rehearse/generator/pipeline"
	"rehearse/generator/render"
)

func TestMain(m *testing.M) { os.Exit(browsertest.Main(m)) }

const article = `# Go

1. Fill in “Name”, press “Go”.

[Try](go.flow.yaml)

![Dot](dot.svg)

[home](_index.md)
`

const goFlow = `title: Go
start: first
record: {name: Sun}
screens:
  first:
    title: First
    fields: {name: {label: Name, equals: record.name}}
    buttons: [{label: Go, submit: true, to: end}]
  end: {outcome: success, title: There, text: 'Done, {record.name}.'}
`

// packed packs the article, of a site that does not know its address.
func packed(t *testing.T) (file string) {
	t.Helper()
	content, public := t.TempDir(), t.TempDir()
	for name, text := range map[string]string{
		"site.yaml": "title: T\n", "_index.md": "# Home\n", "go.md": article, "go.flow.yaml": goFlow,
		"dot.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>`,
	} {
		if err := os.WriteFile(filepath.Join(content, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if _, problems, err := pipeline.Run(t.Context(), pipeline.Config{Content: content, Destination: public}, nil); err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	scripts, err := render.CarriedScripts()
	if err != nil {
		t.Fatal(err)
	}
	data, err := pack.Page(pack.Site{
		Root: "/", Scripts: scripts,
		Get: func(name string) ([]byte, error) { return fs.ReadFile(os.DirFS(public), name) },
	}, "go/")
	if err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "go.html")
	if err := os.WriteFile(file, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestPackedRehearsal is played from the disk.
func TestPackedRehearsal(t *testing.T) {
	p := browsertest.New(t)
	p.Do(chromedp.Navigate("file://" + filepath.ToSlash(packed(t))))
	p.Wait(`document.querySelector('.rh-ready') && document.images[0].naturalWidth === 40`)
	p.Do(chromedp.Evaluate[chromedp.Void](`document.querySelector('[data-do=practise]').click()`))
	p.Wait(`document.querySelector('.rh-on')?.dataset.id === 'first'`)
	p.Do(chromedp.Evaluate[chromedp.Void](`document.querySelector('[data-do=fill]').click()`))
	p.Wait(`document.querySelector('.rh-on input').value === 'Sun'`)
	p.Do(chromedp.Evaluate[chromedp.Void](`document.querySelector('.rh-on [data-next]').click()`))
	p.Wait(`document.querySelector('.rh-on')?.dataset.id === 'end' && document.querySelector('.rh-on').innerText.includes('Done, Sun.')`)
	if levels := browsertest.Eval[string](p, `[...document.querySelectorAll('.rehearsal :is(h1, h2, h3, h4)')].map((e) => e.tagName).join('')`); levels != "H3H4H4" {
		t.Errorf("the headings are %s", levels)
	}
	p.Wait(`document.querySelector('.step-tools')`) // what helps with reading has come, too
	if links := browsertest.Eval[int](p, `document.querySelectorAll('.prose a[href]:not([href^="#"])').length`); links != 0 {
		t.Errorf("%d links lead to a site that nobody knows", links)
	}
	for _, asked := range p.Requests() {
		if !strings.HasPrefix(asked, "file:///") && !strings.HasPrefix(asked, "data:") {
			t.Errorf("it asks for %.80s", asked)
		}
	}
	if c := p.Complaints(); len(c) > 0 {
		t.Errorf("the page complained: %q", c)
	}
}
