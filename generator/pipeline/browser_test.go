package pipeline_test

import (
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"rehearse/demo/browsertest"
	"rehearse/demo/effort"
	"rehearse/generator/pipeline"
)

func TestMain(m *testing.M) { os.Exit(browsertest.Main(m)) }

// serveRealSite serves the content of this repository at a path below a host.
func serveRealSite(t *testing.T) (root string, files map[string][]byte) {
	t.Helper()
	browsertest.Path(t)
	files = realSite(t, "https://example.org/docs/")
	served := make(fstest.MapFS, len(files))
	for name, data := range files {
		served[name] = &fstest.MapFile{Data: data}
	}
	mux := http.NewServeMux()
	mux.Handle("/docs/", http.StripPrefix("/docs/", http.FileServerFS(served)))
	return browsertest.Serve(t, mux) + "/docs/", files
}

// TestNoPageOfTheRealSiteMakesTheBrowserComplain opens every page under its own
// content security policy: no violation, no script error, nothing missing.
func TestNoPageOfTheRealSiteMakesTheBrowserComplain(t *testing.T) {
	root, files := serveRealSite(t)
	page := browsertest.New(t)
	var names []string
	for name := range files {
		if strings.HasSuffix(name, "index.html") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for i := 0; i < len(names); i += len(names) / effort.Of(len(names)) {
		name := names[i]
		before := len(page.Complaints())
		page.Do(chromedp.Navigate(root + strings.TrimSuffix(name, "index.html")))
		page.Wait("document.readyState === 'complete'")
		for _, complaint := range page.Complaints()[before:] {
			t.Errorf("%s: %s", name, complaint)
		}
	}
}

// TestFormerAddressesLeadToTheSamePart: a link to a part of a page that has moved
// leads to that part; without scripts it leads to the page.
func TestFormerAddressesLeadToTheSamePart(t *testing.T) {
	public := t.TempDir()
	run(t, pipeline.Config{Content: unpack(t, `
-- site.yaml --
title: Guides
language: en
baseURL: https://example.org/
-- new.md --
---
title: New
aliases: [/old/]
---
First.

## Part

Second.
`), Destination: public})
	server := browsertest.Serve(t, http.FileServerFS(os.DirFS(public)))
	page := browsertest.New(t)
	for _, c := range []struct {
		at, want string
		scripts  bool
	}{
		{"/old/#part", "/new/#part", true},
		{"/old/", "/new/", true},
		{"/old/#part", "/new/", false},
	} {
		off := emulation.SetScriptExecutionDisabledParams{Value: !c.scripts}
		if _, err := chromedp.Call(page.Context, emulation.SetScriptExecutionDisabled, off); err != nil {
			t.Fatal(err)
		}
		page.Do(chromedp.Navigate("about:blank"), chromedp.Navigate(server+c.at))
		page.Wait(`location.pathname + location.hash === '` + c.want + `'`)
	}
	for _, c := range page.Complaints() {
		t.Error(c)
	}
}

// TestTheLoginPasswordIsFoundAgain goes through the first rehearsal of the real
// guide as a reader does who lets it fill in the samples.
func TestTheLoginPasswordIsFoundAgain(t *testing.T) {
	root, _ := serveRealSite(t)
	page := browsertest.New(t)
	page.Do(chromedp.Navigate(root + "housing-fund/forgotten-password/"))
	const rehearsal = "document.getElementById('rehearsal-login-password')"
	page.Wait(rehearsal + " !== null")
	browsertest.Eval[bool](page, rehearsal+".scrollIntoView(), true")
	page.Wait(rehearsal + ".querySelector('[data-do=practise]').offsetParent !== null")
	browsertest.Eval[bool](page, rehearsal+".querySelector('[data-do=practise]').click(), true")
	page.Wait(rehearsal + ".dataset.mode === 'practise'")
	const shown = rehearsal + ".querySelector('[data-screen].rh-on')"
	for range 12 {
		if browsertest.Eval[bool](page, rehearsal+".innerText.includes('修改成功')") {
			break
		}
		before := browsertest.Eval[string](page, shown+".dataset.id")
		browsertest.Eval[bool](page, "(fill => { if (fill.offsetParent && !fill.disabled) fill.click(); return true })("+rehearsal+".querySelector('[data-do=fill]'))")
		browsertest.Eval[bool](page, shown+".querySelector('[data-next]').click(), true")
		page.Wait(shown + ".dataset.id !== '" + before + "'")
	}
	if !browsertest.Eval[bool](page, rehearsal+".innerText.includes('修改成功')") {
		t.Errorf("the rehearsal ends with:\n%s", browsertest.Eval[string](page, rehearsal+".innerText"))
	}
	if complaints := page.Complaints(); len(complaints) > 0 {
		t.Error(complaints)
	}
}
