package pipeline_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rehearse/demo/diag"
	"rehearse/demo/effort"
	"rehearse/generator/pipeline"
	"rehearse/generator/site"
)

// A site is written, renamed, divided and taken down at random, for years; after each
// change its author has written what can be written, and says of the rest that it is
// gone. Whatever was published is there, or is said to be gone. REHEARSE_SEEDS=3 tells
// several stories.
func TestNoAddressDies(t *testing.T) {
	seeds, changes := 1, effort.Of(300)
	if n, err := strconv.Atoi(os.Getenv("REHEARSE_SEEDS")); err == nil {
		seeds = n
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			s := newStory(t, uint64(seed)+1)
			for n := range changes {
				what := s.change()
				s.mend(fmt.Sprintf("change %d, %s", n, what), what)
				s.publish(fmt.Sprintf("change %d, %s", n, what))
				if t.Failed() {
					return
				}
			}
			t.Logf("%d addresses and %d anchors were published; %d are said to be gone", len(s.ever), s.anchors(), len(s.gone))
		})
	}
}

// Whoever is killed between remembering and publishing has lost nothing; a build that is
// called off there has remembered nothing.
func TestKilledBeforePublishing(t *testing.T) {
	if dir := os.Getenv("KILLED_IN"); dir != "" {
		cfg := pipeline.Config{Content: dir + "/content", Destination: dir + "/public", Clock: clock}
		_, _, err := pipeline.Run(t.Context(), pipeline.Stopped(cfg, func() { os.Exit(7) }), nil)
		t.Fatalf("the build was not killed: %v", err)
	}
	s := &story{T: t, content: t.TempDir() + "/content"}
	s.public = filepath.Dir(s.content) + "/public"
	s.write("index.md", "# Home\n\nThe first page of all.\n")
	cfg := pipeline.Config{Content: s.content, Destination: s.public, Clock: clock}
	run(t, cfg)
	before := s.read("addresses.txt")

	s.write("renew.md", "# Renew a card\n\nBring it to the desk. Then wait there.\n")
	ctx, cancel := context.WithCancel(t.Context())
	if _, _, err := pipeline.Run(ctx, pipeline.Stopped(cfg, cancel), nil); !errors.Is(err, context.Canceled) {
		t.Fatalf("the build was not called off: %v", err)
	}
	if now := s.read("addresses.txt"); now != before {
		t.Errorf("a build that was called off has remembered:\n%s", now)
	}

	child := exec.Command(os.Args[0], "-test.run", "^TestKilledBeforePublishing$")
	child.Env = append(os.Environ(), "KILLED_IN="+filepath.Dir(s.content))
	var exit *exec.ExitError
	if out, err := child.CombinedOutput(); !errors.As(err, &exit) || exit.ExitCode() != 7 {
		t.Fatalf("%v %s", err, out)
	}
	if s.page("/renew/") != nil || !strings.Contains(s.read("addresses.txt"), "\n/renew/ ") {
		t.Errorf("published before it is remembered: %s", s.read("addresses.txt"))
	}
	s.rename("renew.md", "card.md")
	summary, problems := s.check()
	if want := []pipeline.Fix{{File: "card.md", Alias: "/renew/"}}; !slices.Equal(summary.Fixes, want) || len(problems) != 1 {
		t.Errorf("got %v %v, want %v", summary.Fixes, problems, want)
	}
}

// What builds and checks write: nothing that is not public, nothing for a sentence that
// is other, and no half of the file.
func TestAddressesAreRemembered(t *testing.T) {
	s := &story{T: t, content: t.TempDir(), public: t.TempDir()}
	s.write("index.md", "# Home\n\nThe first page of all.\n")
	s.write("renew.md", "# Renew\n\nBring the card to us. Wait for a stamp.\n\n## At home\n\nWrite us a letter of it. Pay the fee later.\n")
	s.write("draft.md", "---\ndraft: true\n---\n# A draft\n\nNot yet for anybody.\n")
	cfg := pipeline.Config{Content: s.content, Destination: s.public, Clock: clock}
	has := func() string { text, _ := os.ReadFile(s.content + "/addresses.txt"); return string(text) }
	drafts, check := cfg, cfg
	drafts.Drafts, check.Check = true, true
	run(t, drafts)
	run(t, check)
	if has() != "" {
		t.Errorf("what is not published is remembered: %s", has())
	}
	first, _ := run(t, cfg)
	before := has()
	if first.Remembered != 6 || strings.Contains(before, "draft") || !strings.Contains(before, "\n  #at-home ") {
		t.Errorf("%d are remembered in\n%s", first.Remembered, before)
	}
	s.write("renew.md", strings.ReplaceAll(s.read("renew.md"), "Wait for a stamp", "Wait for two stamps"))
	if second, _ := run(t, cfg); second.Remembered != 0 || has() != before {
		t.Errorf("a sentence that is other has changed the file:\n%s", has())
	}
	s.write("pay.md", "# Pay\n\nThe fee is the same everywhere.\n")
	check.Strict = true
	if _, problems := run(t, check); len(problems) != 1 || problems[0].Rule != "new-address" || has() != before {
		t.Errorf("of an address that is not remembered it is said: %v", problems)
	}
	if err := os.Mkdir(s.content+"/.new-addresses.txt", 0o755); err != nil {
		t.Fatal(err)
	}
	if third, _ := run(t, cfg); third.Forgotten != 1 || third.Why != "is a directory" || has() != before {
		t.Errorf("a file that cannot be written: %+v", third)
	}
}

// story is a site with all that it has ever published.
type story struct {
	*testing.T
	*rand.Rand
	content, public string
	ever            map[string]map[string]bool // anchors, by address
	gone            []string
	names           int
}

func newStory(t *testing.T, seed uint64) *story {
	s := &story{T: t, Rand: rand.New(rand.NewPCG(seed, 13)), content: t.TempDir(), public: t.TempDir(), ever: make(map[string]map[string]bool)}
	s.write("site.yaml", "languages: [en, zh]\n")
	s.write("en/_index.md", "# Home\n\nThe first page of all.\n")
	s.write("zh/_index.md", "# 首页\n\n从这里开始读起，一页一页来。\n")
	for range 8 {
		s.add()
	}
	s.publish("at first")
	return s
}

func (s *story) read(file string) string {
	text, err := os.ReadFile(filepath.Join(s.content, file))
	if err != nil {
		s.Fatal(err)
	}
	return string(text)
}

func (s *story) write(file, text string) {
	name := filepath.Join(s.content, file)
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
		s.Fatal(err)
	}
}

func (s *story) rename(from, to string) {
	name := filepath.Join(s.content, to)
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.Rename(filepath.Join(s.content, from), name)); err != nil {
		s.Fatal(err)
	}
}

func (s *story) remove(file string) {
	if err := os.Remove(filepath.Join(s.content, file)); err != nil {
		s.Fatal(err)
	}
}

// name returns one that nothing has had before.
func (s *story) name() string {
	s.names++
	return fmt.Sprintf("%s-%d", s.word(), s.names)
}

func (s *story) word() string {
	words := strings.Fields("renew card library form book return desk lost fee pay letter office number phone account address visit queue window stamp")
	return words[s.IntN(len(words))]
}

func (s *story) sentence() string {
	n := 5 + s.IntN(8)
	words := make([]string, n)
	for i := range words {
		words[i] = s.word()
	}
	return fmt.Sprintf("The %s %d.", strings.Join(words, " "), s.IntN(10_000))
}

func (s *story) paragraph() string {
	var b strings.Builder
	for range 1 + s.IntN(4) {
		b.WriteString(s.sentence() + " ")
	}
	return strings.TrimSpace(b.String()) + "\n"
}

// section returns a section of an article: some have an id of their own, and some have
// steps.
func (s *story) section() string {
	text := s.heading() + "\n\n"
	if s.IntN(3) == 0 {
		for i := range 2 + s.IntN(4) {
			text += fmt.Sprintf("%d. %s\n", i+1, s.sentence())
		}
		return strings.TrimSuffix(text, "\n") + " Press “Go”.\n\n" // as the rehearsal wants it, where there is one
	}
	for range 1 + s.IntN(3) {
		text += s.paragraph() + "\n"
	}
	return text
}

func (s *story) heading() string {
	heading := "## " + strings.ToUpper(s.word()[:1]) + s.word()[1:] + " " + s.word()
	if s.IntN(3) == 0 {
		heading += " {#" + s.name() + "}"
	}
	return heading
}

// textFile is an article in parts: what stands above the first heading, and its sections.
type textFile struct {
	file string
	top  string
	body []string
}

func (s *story) open(file string) textFile {
	parts := strings.Split(s.read(file), "\n## ")
	a := textFile{file: file, top: parts[0] + "\n"}
	for _, p := range parts[1:] {
		a.body = append(a.body, "## "+p+"\n")
	}
	return a
}

func (s *story) save(a textFile) { s.write(a.file, a.top+strings.Join(a.body, "")) }

// articles are the files of all articles.
func (s *story) articles() []string {
	var files []string
	err := filepath.WalkDir(s.content, func(p string, d fs.DirEntry, err error) error {
		if rel, _ := filepath.Rel(s.content, p); err == nil && filepath.Ext(p) == ".md" && filepath.Base(p) != "_index.md" {
			files = append(files, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	return files
}

func (s *story) any() string {
	files := s.articles()
	return files[s.IntN(len(files))]
}

func (s *story) folder() string {
	return []string{"en/guides", "en/guides/deep", "en/help", "zh/guides"}[s.IntN(4)]
}

const bookFlow = `title: Pay a fee
start: ask
screens:
  ask:
    title: Ask
    buttons: [{label: Go, to: done}]
  done: {outcome: success, text: Paid}
`

// add writes an article, in a third of the cases with a folder of its own and a
// rehearsal in it.
func (s *story) add() string {
	a := textFile{file: s.folder() + "/" + s.name() + ".md"}
	a.top = fmt.Sprintf("---\n# by hand\ntitle: About the %s %d\ntags: [%s]\n---\n\n%s\n", s.word(), s.IntN(1000), s.word(), s.paragraph())
	for range 1 + s.IntN(5) {
		a.body = append(a.body, s.section())
	}
	if s.IntN(3) == 0 {
		a.file = strings.TrimSuffix(a.file, ".md") + "/index.md"
		flow := s.name() + ".flow.yaml"
		s.write(path.Dir(a.file)+"/"+flow, bookFlow)
		a.body = append(a.body, fmt.Sprintf("## Try %s\n\n[Pay](%s)\n\n", s.word(), flow))
	}
	s.save(a)
	return "an article more"
}

// unit is what has to be moved for an article: its folder, if it has one of its own.
func unit(file string) string {
	if path.Base(file) == "index.md" {
		return path.Dir(file)
	}
	return file
}

// change does something that authors do, and says what.
func (s *story) change() string {
	changes := []func() string{
		s.add, s.renamed, s.renamed, s.moved, s.moved, s.folderRenamed, s.split, s.split, s.sectionMoved, s.sectionMoved, s.merged, s.removed,
		s.sectionRemoved, s.headingRenamed, s.headingRenamed, s.headingRenamed, s.swapped, s.edited, s.edited, s.retagged, s.flowRenamed,
		s.slugged, s.aliasDropped, s.rewritten, s.sectionAdded,
	}
	for {
		if what := changes[s.IntN(len(changes))](); what != "" {
			return what
		}
	}
}

func (s *story) check() (pipeline.Summary, []diag.Problem) {
	cfg := pipeline.Config{Content: s.content, Check: true, Clock: clock}
	summary, problems, err := pipeline.Run(context.Background(), cfg, nil)
	if err != nil {
		s.Fatal(err)
	}
	return summary, problems
}

// mend does what an author does who has changed something: writes the aliases that
// are proposed, and says of what was removed that it is gone.
func (s *story) mend(when, what string) {
	for range 20 {
		summary, problems := s.check()
		for _, fix := range summary.Fixes {
			text, err := site.AddAliases([]byte(s.read(fix.File)), []string{fix.Alias})
			if err != nil {
				s.Fatalf("%s: %s %v", when, fix.File, err)
			}
			s.write(fix.File, string(text))
		}
		if len(summary.Fixes) > 0 {
			continue
		}
		said := false
		for _, p := range problems {
			if p.Severity != diag.Error {
				continue
			}
			address, isLost := strings.CutSuffix(p.Message, " has been published, and nothing would be there")
			if !isLost || !strings.HasPrefix(what, "removed: ") {
				s.Fatalf("%s: %v", when, p)
			}
			s.gone, said = append(s.gone, address), true
		}
		if !said {
			return
		}
		s.write("site.yaml", "languages: [en, zh]\ngone:\n- "+strings.Join(s.gone, "\n- ")+"\n")
	}
	s.Fatalf("%s: mending never ends", when)
}

// publish builds the site, and looks whether everything is there that ever was.
func (s *story) publish(when string) {
	cfg := pipeline.Config{Content: s.content, Destination: s.public, Clock: clock}
	_, problems, err := pipeline.Run(context.Background(), cfg, nil)
	if failed, _ := diag.Count(problems); err != nil || failed > 0 {
		s.Fatalf("%s: %v %v", when, problems, err)
	}
	s.remember()
	for url, anchors := range s.ever {
		page, ok := s.follow(url)
		if !ok {
			s.Errorf("%s: nothing is at %s", when, url)
			continue
		}
		if bytes.Contains(page, []byte("This page has been withdrawn")) || bytes.Contains(page, []byte("这一页撤下了")) {
			if !s.isGone(url) {
				s.Errorf("%s: %s is withdrawn, and nobody has said so", when, url)
			}
			continue
		}
		for id := range anchors {
			if !bytes.Contains(page, []byte(` id="`+id+`"`)) {
				s.Errorf("%s: the anchor %s#%s is dead", when, url, id)
			}
		}
	}
}

// isGone reports whether an address, or what it is below or is sent to, is said to be gone.
func (s *story) isGone(url string) bool {
	return slices.ContainsFunc(s.gone, func(g string) bool { return strings.HasPrefix(url, g) }) || len(s.gone) > 0 && s.sentTo(url) != url && s.isGone(s.sentTo(url))
}

var refresh = regexp.MustCompile(`http-equiv="refresh" content="0; url=([^"#]+)`)

func (s *story) page(url string) []byte {
	if strings.HasSuffix(url, "/") {
		url += "index.html"
	}
	text, _ := os.ReadFile(filepath.Join(s.public, url))
	return text
}

func (s *story) sentTo(url string) string {
	if m := refresh.FindSubmatch(s.page(url)); m != nil {
		return string(m[1])
	}
	return url
}

// follow goes where a reader gets to, by a redirect, too.
func (s *story) follow(url string) ([]byte, bool) {
	for range 5 {
		to := s.sentTo(url)
		if to == url {
			page := s.page(url)
			return page, page != nil
		}
		url = to
	}
	return nil, false
}

var anAnchor = regexp.MustCompile(`<(?:h[2-6]|li|section|div|article)[^>]* id="([^":]+)"`)

// remember notes all addresses that are published now, with what links can lead to.
func (s *story) remember() {
	err := filepath.WalkDir(s.public, func(p string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(p) != ".html" || d.Name() == "404.html" {
			return err
		}
		rel, _ := filepath.Rel(s.public, p)
		url := strings.TrimSuffix("/"+filepath.ToSlash(rel), "index.html")
		if s.ever[url] == nil {
			s.ever[url] = make(map[string]bool)
		}
		text, err := os.ReadFile(p)
		if strings.Contains(url, "/rehearse/") {
			return err // its ids are the player's own
		}
		for _, m := range anAnchor.FindAllSubmatch(text, -1) {
			if id := string(m[1]); isForReaders(id) {
				s.ever[url][id] = true
			}
		}
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
}

func (s *story) anchors() (n int) {
	for _, anchors := range s.ever {
		n += len(anchors)
	}
	return n
}

// isForReaders leaves out what the layout and the player have.
func isForReaders(id string) bool {
	return !strings.HasPrefix(id, "rehearsal-") || aRehearsal.MatchString(id)
}

var aRehearsal = regexp.MustCompile(`^rehearsal-[a-z]+-[0-9]+$`)
