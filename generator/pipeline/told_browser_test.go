package pipeline_test

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"rehearse/demo/browsertest"
	"rehearse/generator/pipeline"
)

// follow drives the n-th rehearsal of a page. A film is stepped through; in a test,
// what the route says is done by hand. It returns the screens that were passed, and
// what the test counts as ways that were left.
const follow = `(async (n) => {
	const root = document.querySelectorAll('[data-route]')[n];
	const legs = root.dataset.route.split(' ').map((leg) => leg.split(','));
	const on = () => root.querySelector('.rh-on');
	const shown = async (mode) => {
		const arrived = new Promise((resolve) => root.addEventListener('rehearsal:screen', resolve, { once: true }));
		root.querySelector('.rh-start [data-do=' + mode + ']').click();
		await arrived;
	};
	const film = [];
	await shown('watch');
	for (let i = 0; i < 60; i++) {
		if (film[film.length - 1] !== on().dataset.id) film.push(on().dataset.id);
		if (on().dataset.outcome) break;
		if (!root.querySelector('[data-part=coach]').textContent.trim()) return 'the coach says nothing on ' + on().dataset.id;
		root.querySelector('[data-do=step]').click();
		await new Promise((resolve) => setTimeout(resolve)); // it is asked for by a promise
	}
	root.querySelector('.rh-below [data-do=close]').click();
	await new Promise((resolve) => setTimeout(resolve));
	await shown('test');
	for (const [, ...events] of legs) {
		for (const event of events) {
			const [name, answer] = event.split(/[:=]/);
			const number = name.slice(1);
			if (name[0] === 'w') {
				const skip = [...on().querySelectorAll('[data-skip]')].find((e) => e.checkVisibility());
				if (!skip) return 'there is nothing to wait for on ' + on().dataset.id;
				skip.click();
				continue;
			}
			if (name[0] !== 'f') {
				on().querySelector('[data-button="' + number + '"]').click();
				continue;
			}
			const field = on().querySelector('[data-field="' + number + '"]');
			const { kind, choice, sample } = field.dataset;
			const control = field.querySelector('select, input');
			if (kind === 'radio') field.querySelector('[value="' + (answer || choice) + '"]').click();
			else if (kind === 'checkbox') control.click();
			else if (kind === 'face') field.querySelector('[data-face]').click();
			else if (kind === 'select') {
				control.value = answer || choice;
				control.dispatchEvent(new Event('change', { bubbles: true }));
			} else {
				control.value = answer ?? (field.querySelector('[data-part=shown]') ? field.querySelector('[data-part=shown]').textContent.replace(/ /g, '') : sample);
				control.dispatchEvent(new InputEvent('input', { bubbles: true }));
			}
		}
	}
	const outcome = on().dataset.outcome;
	const detours = root.querySelector('[data-part=detours]').textContent;
	const end = on().dataset.id;
	root.querySelector('.rh-below [data-do=close]').click();
	return film.join(' ') + ' | ' + end + ' ' + outcome + ' ' + detours;
})`

// TestReadersGoAsToldTo plays each rehearsal of the articles: its film passes the
// screens of its route, and a test in which somebody follows the steps counts no way
// that was left.
func TestReadersGoAsToldTo(t *testing.T) {
	browsertest.Path(t)
	mux := http.NewServeMux()
	all := toldArticles(t)
	for name, archive := range all {
		dir, _ := toldSite(t, archive)
		public := t.TempDir()
		run(t, pipeline.Config{Content: dir, Destination: public, BaseURL: "https://example.org/" + name + "/"})
		mux.Handle("/"+name+"/", http.StripPrefix("/"+name+"/", http.FileServerFS(os.DirFS(public))))
	}
	server := browsertest.Serve(t, mux)
	p := browsertest.New(t)
	for name, archive := range all {
		t.Run(name, func(t *testing.T) {
			p.Do(chromedp.Navigate(server + "/" + name + "/a/"))
			p.Wait(arrived("/" + name + "/a/"))
			browsertest.Eval[any](p, `for (const panel of document.querySelectorAll('[role=tabpanel], details')) { panel.hidden = false; panel.open = true; } null`)
			for n, want := range walks(string(archive.Files[len(archive.Files)-1].Data)) {
				got := browsertest.Eval[string](p, follow+"("+string(rune('0'+n))+")")
				if got != want+" | "+want[strings.LastIndex(want, " ")+1:]+" success 0" {
					t.Errorf("rehearsal %d: got %s, want %s", n+1, got, want)
				}
			}
		})
	}
}

// arrived is true when the page with a path is there and its rehearsals can be played.
// A rehearsal that has just ended writes into the address of the page before, which
// may pass for the end of a navigation.
func arrived(path string) string {
	return `location.pathname === '` + path + `' && document.readyState === 'complete' &&
		document.querySelectorAll('.rh-ready').length === document.querySelectorAll('[data-route]').length`
}

// walks are the screens of the routes in what is wanted of an article, each once for
// a visit.
func walks(want string) []string {
	var all []string
	var screens []string
	for line := range strings.Lines(want) {
		line = strings.TrimSpace(line)
		id, _, isLeg := strings.Cut(line, " ")
		switch {
		case isLeg && strings.HasSuffix(line, "”"), !isLeg && line != "":
			if len(screens) == 0 || screens[len(screens)-1] != id {
				screens = append(screens, id)
			}
			if !isLeg {
				all, screens = append(all, strings.Join(screens, " ")), nil
			}
		}
	}
	return all
}
