package site

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"rehearse/demo/diag"
	"rehearse/demo/language"
	"rehearse/demo/source"
)

// Site is what site.yaml says; everything in it is optional.
type Site struct {
	Title, Description Text
	// BaseURL is where the site will be, with a slash at its end; it may be
	// empty.
	BaseURL string
	// Languages has at least one element; the default language comes first.
	Languages []Language
	Author    Text
	Copyright Text
	// RawHTML allows HTML in Markdown.
	RawHTML bool
	// PageSize is how many entries a page of a list has.
	PageSize int
	// Zone is for dates that name none, and for printing dates.
	Zone     *time.Location
	Theme    Theme
	Comments Comments
	Deploy   Deploy
	// Review is how often articles have to be checked that do not say so themselves.
	Review Period
	// Synonyms are groups of words of which a search for one finds all.
	Synonyms [][]string

	gone             []goneAddress
	menus            map[string][]menuItem
	edit, discussion string
	// multilingual is true where site.yaml names languages, even only one.
	multilingual bool
}

// Default returns the language that is published at "/".
func (s *Site) Default() Language { return s.Languages[0] }

// language returns a language by its code, the default one for unknown codes.
func (s *Site) language(code string) Language { return s.Languages[s.languageNumber(code)] }

func (s *Site) languageNumber(code string) int {
	return max(0, slices.IndexFunc(s.Languages, func(l Language) bool { return l.Code == code }))
}

func (s *Site) codes() []string {
	codes := make([]string, len(s.Languages))
	for i, l := range s.Languages {
		codes[i] = l.Code
	}
	return codes
}

// homeTitle is the title of a home page that names none.
func (s *Site) homeTitle(lang string) string {
	switch title := s.Title.For(lang); {
	case title != "":
		return title
	case language.IsChinese(lang):
		return "首页"
	}
	return "Home"
}

// BasePath is the path of the base URL, "/" or "/docs/", escaped.
func (s *Site) BasePath() string {
	_, rest, _ := strings.Cut(s.BaseURL, "://")
	_, path, _ := strings.Cut(rest, "/")
	return "/" + path
}

// ThemePlaces returns otherwise empty problems where site.yaml names the
// accents; a dark one that is made of the light one is named where that is.
func (s *Site) ThemePlaces() (accent, dark diag.Problem) {
	at := s.Theme.darkAt
	if s.Theme.AccentDark == "" {
		at = s.Theme.accentAt
	}
	return s.Theme.accentAt.locate(siteFile, diag.Problem{}), at.locate(siteFile, diag.Problem{})
}

const defaultPageSize = 20

// readSite reads site.yaml; a site without one has the default settings.
func readSite(fsys fs.FS, baseURL string) (*Site, []diag.Problem, error) {
	r := siteReader{
		YAML: &source.YAML{File: siteFile, FirstLine: 1},
		site: &Site{Languages: only("zh"), PageSize: defaultPageSize, Zone: chinaTime(), menus: map[string][]menuItem{}},
	}
	raw, err := readRegular(fsys, siteFile, maxSite)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case errors.Is(err, errLarge):
		r.Report(nil, "front-matter", fmt.Sprintf("site.yaml is larger than %d KB, and is not read", maxSite>>10), "texts belong into the articles")
	case errors.Is(err, errIrregular):
		r.Report(nil, "file-name", "site.yaml must be a file", "remove what is there")
	case errors.Is(err, fs.ErrPermission):
		r.Report(nil, ruleUnreadable, "this file cannot be read: permission denied", readableHint)
	case err != nil:
		return nil, nil, err
	default:
		text, problem, ok := source.Text(siteFile, raw)
		if !ok {
			r.Problems = append(r.Problems, problem)
			break
		}
		readKeys(&r, r.YAML, r.Parse(text), siteFile, siteKeys())
	}
	if baseURL != "" {
		r.site.BaseURL = baseURL
	}
	return r.site, diag.Sort(r.Problems), nil
}

// maxSite bounds site.yaml, in bytes, and so what it can cost a parser.
const maxSite = 256 << 10

// errLarge is what [readRegular] returns for a file that is larger than it may be.
var errLarge = errors.New("too large")

// errIrregular is what [readRegular] returns for a folder, a pipe and the like.
var errIrregular = errors.New("not a regular file")

// readRegular reads a file, and nothing but a file: reading a pipe never ends.
// A link that leads out of the content folder is as good as none; the listing
// of all files reports it.
func readRegular(fsys fs.FS, name string, most int64) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if link, e := fs.Lstat(fsys, name); err != nil && e == nil && link.Mode()&fs.ModeSymlink != 0 {
		return nil, fs.ErrNotExist
	}
	if err == nil && !info.Mode().IsRegular() {
		return nil, errIrregular
	}
	if err == nil && info.Size() > most {
		return nil, errLarge
	}
	return fs.ReadFile(fsys, name)
}

type siteReader struct {
	*source.YAML
	site *Site
}

// siteKeys are the keys of site.yaml. The languages come first: translated texts
// need them.
func siteKeys() []key[*siteReader] {
	return []key[*siteReader]{
		{"languages", (*siteReader).languages},
		{"language", (*siteReader).language},
		{"title", func(r *siteReader, e source.Entry) { r.site.Title = r.text(e) }},
		{"description", func(r *siteReader, e source.Entry) { r.site.Description = r.text(e) }},
		{"baseURL", (*siteReader).baseURL},
		{"author", func(r *siteReader, e source.Entry) { r.site.Author = r.text(e) }},
		{"copyright", func(r *siteReader, e source.Entry) { r.site.Copyright = r.text(e) }},
		{"menus", func(r *siteReader, e source.Entry) { readMenus(r.YAML, e, r.site.codes(), r.site.menus) }},
		{"edit", (*siteReader).edit},
		{"discussion", func(r *siteReader, e source.Entry) {
			r.site.discussion = readPattern(r.YAML, e, "path", "url", "title")
		}},
		{"comments", func(r *siteReader, e source.Entry) { r.site.Comments = readComments(r.YAML, e) }},
		{"deploy", func(r *siteReader, e source.Entry) { r.site.Deploy = readDeploy(r.YAML, e) }},
		{"theme", func(r *siteReader, e source.Entry) { r.site.Theme = readTheme(r.YAML, e) }},
		{"synonyms", func(r *siteReader, e source.Entry) { r.site.Synonyms = readSynonyms(r.YAML, e) }},
		{"review", func(r *siteReader, e source.Entry) { r.site.Review = readPeriod(r.YAML, e) }},
		{"gone", func(r *siteReader, e source.Entry) { r.site.gone = readGone(r.YAML, e) }},
		{"rawHTML", func(r *siteReader, e source.Entry) { r.site.RawHTML = r.Bool(e) }},
		{"pageSize", (*siteReader).pageSize},
		{"timezone", (*siteReader).timezone},
	}
}

func (r *siteReader) text(e source.Entry) Text { return readText(r.YAML, e, r.site.codes()) }

func (r *siteReader) languages(e source.Entry) {
	if languages := readLanguages(r.YAML, e); len(languages) > 0 {
		r.site.Languages, r.site.multilingual = languages, true
	}
}

func (r *siteReader) language(e source.Entry) {
	code := readCode(r.YAML, e)
	if r.site.multilingual {
		r.Report(e.Key, "language", "site.yaml has both language and languages", "keep languages")
	} else if code != "" {
		r.site.Languages = only(code)
	}
}

func (r *siteReader) baseURL(e source.Entry) {
	written := r.String(e)
	if written == "" {
		return
	}
	base, err := ParseBaseURL(written)
	if err != nil {
		r.Report(e.Value, "base-url", err.Error(), "write it as https://example.org/ or https://example.org/docs/")
		return
	}
	r.site.BaseURL = base
}

func (r *siteReader) edit(e source.Entry) {
	pattern := readPattern(r.YAML, e, "path")
	if pattern != "" && !strings.Contains(pattern, "{path}") {
		r.Report(e.Value, "pattern", "the edit link does not say where {path} goes",
			"write it as https://example.org/edit/main/content/{path}")
		return
	}
	r.site.edit = pattern
}

func (r *siteReader) pageSize(e source.Entry) {
	if isNull(e.Value) {
		return
	}
	before := len(r.Problems)
	n := r.Int(e)
	switch {
	case len(r.Problems) > before:
	case n < 1 || n > 1000:
		r.Report(e.Value, "range", "pageSize must be from 1 to 1000", "")
	default:
		r.site.PageSize = n
	}
}

func (r *siteReader) timezone(e source.Entry) {
	name := r.String(e)
	if name == "" {
		return
	}
	zone := parseZone(name)
	if zone == nil {
		r.Report(e.Value, "timezone", fmt.Sprintf("the time zone %q is not known", name),
			diag.DidYouMean(name, zoneNames(), "write its distance from UTC, as +08:00"))
		return
	}
	r.site.Zone = zone
}
