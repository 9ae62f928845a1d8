package preview_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rehearse/demo/diag"
	"rehearse/demo/effort"
	"rehearse/generator/pipeline"
	"rehearse/generator/preview"
)

// After everything that authors do at once (files renamed and edited in one
// save, folders copied and the first ones removed, sections without a file,
// flows and screens that others use, mistakes that stay for a while) the preview
// is what a clean build would be, and has no page that the build has not.
func TestTempests(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*preview.Config)
		seeds  int
	}{
		{"watching", func(*preview.Config) {}, 3},
		{"polling", func(c *preview.Config) { c.Poll = 20 * time.Millisecond }, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			for seed := range effort.Of(test.seeds) {
				a := begin(t, shared, test.change)
				s := tempest{storm: storm{author: a, Rand: rand.New(rand.NewPCG(uint64(seed), 2))}, seen: make(map[string]bool)}
				for range 3 {
					for range 60 {
						s.blow()
					}
					s.calm()
				}
			}
		})
	}
}

// shared is a site whose flows have screens and a customer in common.
const shared = small + `
-- zh/personas.yaml --
xiaoyang: {name: 孙小样}
-- zh/screens.yaml --
` + screens

const screens = `screens:
  name:
    title: 姓名
    fields:
      name: {label: 姓名, equals: record.name}
    buttons: [{label: 提交, submit: true, to: done}]
`

// tempest changes the content at random, and breaks it.
type tempest struct {
	storm
	// seen are the addresses that a clean build has had.
	seen map[string]bool
}

// blow is one change.
func (s *tempest) blow() {
	s.t.Helper()
	s.count++
	switch s.IntN(16) {
	case 0:
		s.renameAndEdit()
	case 1:
		s.copyAndRemove()
	case 2:
		s.exchange()
	case 3:
		s.spread()
	case 4, 5:
		s.breakOne()
	case 6:
		s.write("zh/"+s.folder()+"/try.flow.yaml", s.flow())
	case 7:
		s.write("zh/"+s.folder()+"/try.md", fmt.Sprintf("---\ntitle: 练 %d\n---\n1. 填“姓名”，点“提交”。\n\n[演练](try.flow.yaml)\n", s.count))
	case 8:
		s.write("zh/screens.yaml", strings.Replace(screens, "title: 姓名", fmt.Sprintf("title: 姓名 %d", s.count), 1))
	case 9:
		s.write("en/"+s.folder()+"/a.md", s.article())
	case 10:
		if files := s.articles(); len(files) > 0 { // whoever looks on sees the last good page
			s.get("/docs/" + strings.TrimPrefix(strings.TrimSuffix(files[s.IntN(len(files))], ".md"), "zh/") + "/")
		}
	default:
		s.gust()
	}
}

// articles are the files of all pages.
func (s *tempest) articles() []string {
	var files []string
	_ = fs.WalkDir(os.DirFS(s.dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && path.Ext(name) == ".md" {
			files = append(files, name)
		}
		return nil
	})
	return files
}

// some returns the file of a page, or of a new one.
func (s *tempest) some() string {
	if files := s.articles(); len(files) > 0 {
		return files[s.IntN(len(files))]
	}
	return "zh/one/a.md"
}

func (s *tempest) renameAndEdit() {
	from, to := s.some(), fmt.Sprintf("zh/%s/n%d.md", s.folder(), s.IntN(6))
	s.move(from, to)
	s.write(to, s.article())
}

func (s *tempest) copyAndRemove() {
	from, to := "zh/"+s.folder(), fmt.Sprintf("zh/copy%d", s.IntN(3))
	s.remove(to)
	if err := os.CopyFS(s.file(to), os.DirFS(s.file(from))); err != nil {
		return // there is nothing to copy
	}
	s.remove(from)
}

// exchange gives two files each other's name.
func (s *tempest) exchange() {
	one, other := s.some(), s.some()
	s.move(one, "zh/between.md")
	s.move(other, one)
	s.move("zh/between.md", other)
}

// spread makes a page a folder with pictures, and a section of that.
func (s *tempest) spread() {
	file := s.some()
	base := strings.TrimSuffix(file, ".md")
	switch path.Base(base) {
	case "index":
		s.move(file, path.Dir(file)+"/_index.md")
	case "_index":
		s.move(file, path.Dir(file)+".md")
	default:
		s.save(base+"/p.png", s.picture())
		s.move(file, base+"/index.md")
	}
}

// breakOne makes a mistake, or a file that nobody can read.
func (s *tempest) breakOne() {
	mistakes := []string{
		"---\ntitle: [破\n---\n坏。\n", "---\ntitle: 断\nslug: lost\n", "\xff\xfe\x00", "",
		"---\ntitle: 断\n---\n[坏](nowhere.md)\n\n![](gone.png)\n", "---\ntitle: 断\n---\n[演练](gone.flow.yaml)\n",
		"---\ntitle: 同\naliases: [/fund/, /one/]\n---\n撞。\n",
	}
	s.write(s.some(), mistakes[s.IntN(len(mistakes))])
	if s.IntN(3) == 0 {
		s.write("zh/screens.yaml", "screens: [\n")
	}
	if s.IntN(3) == 0 {
		s.save("site.yaml", "languages: [zh\n")
	}
}

func (s *tempest) flow() string {
	return fmt.Sprintf("title: 练 %d\nstart: name\npersona: xiaoyang\nscreens:\n  name: {use: %sscreens.yaml, text: 第 %d 次。}\n  done: {outcome: success, title: 好}\n",
		s.count, strings.Repeat("../", s.IntN(3)), s.count)
}

// calm mends what keeps a build from being made, and compares the preview with
// it.
func (s *tempest) calm() {
	s.t.Helper()
	for s.mend() {
	}
	s.equals("/docs/")
	now := make(map[string]bool)
	for _, file := range s.built() {
		now[file], s.seen[file] = true, true
	}
	for file := range s.seen {
		if now[file] {
			continue
		}
		if status, _, header := s.get("/docs/" + file); status == http.StatusOK {
			s.t.Errorf("%s is not in the site any more, and is served (%s)", file, header.Get("ETag"))
		}
	}
}

// mend mends or removes the files that have mistakes, and tells whether there
// were any.
func (s *tempest) mend() bool {
	s.t.Helper()
	_, problems, err := pipeline.Run(s.t.Context(), pipeline.Config{
		Content: s.dir, Destination: s.t.TempDir(), Drafts: true, Clock: clock, Version: "test", Cache: s.cache,
	}, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	var files []string
	for _, p := range problems {
		if p.Severity == diag.Error && !slices.Contains(files, p.File) {
			files = append(files, p.File)
		}
	}
	for _, name := range files {
		file, err := filepath.Rel(s.dir, filepath.FromSlash(name))
		if err != nil || strings.HasPrefix(file, "..") {
			file = name
		}
		s.mendFile(filepath.ToSlash(file))
	}
	return len(files) > 0
}

func (s *tempest) mendFile(file string) {
	s.t.Helper()
	switch {
	case file == "site.yaml":
		s.save(file, "title: {zh: 手册, en: Handbook}\nbaseURL: https://example.org/docs/\nlanguages: [zh, en]\npageSize: 2\n")
	case file == "zh/screens.yaml":
		s.save(file, screens)
	case path.Ext(file) == ".md" && s.IntN(2) == 0:
		s.write(file, s.article())
	default:
		s.remove(file)
	}
}

// built are the files of a clean build.
func (s *tempest) built() []string {
	s.t.Helper()
	out := s.t.TempDir()
	if _, _, err := pipeline.Run(s.t.Context(), pipeline.Config{
		Content: s.dir, Destination: out, Drafts: true, Clock: clock, Version: "test", Cache: s.cache,
	}, nil); err != nil {
		s.t.Fatal(err)
	}
	var files []string
	_ = fs.WalkDir(os.DirFS(out), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.HasPrefix(name, ".") && !strings.HasPrefix(name, "assets/") {
			files = append(files, name)
		}
		return nil
	})
	return files
}
