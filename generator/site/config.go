package site

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/diag"
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
	// Params is for themes, as [Meta.Params] is.
	Params map[string]any

	menus            map[string][]menuItem
	edit, discussion string
	// multilingual is true where site.yaml names languages, even only one.
	multilingual bool
}

// Language is one language of the site.
type Language struct {
	// Code is a BCP 47 tag: "zh", "en", "zh-Hant".
	Code string
	// Name is what the language calls itself.
	Name string
	// Prefix is where its pages are: "/" or "/en/".
	Prefix string
	// Folder holds its files: "zh", or "." for the content folder itself.
	Folder string

	at place // in site.yaml
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

const defaultPageSize = 20

func newSite() *Site {
	return &Site{
		Languages: []Language{{Code: "zh", Name: languageName("zh"), Prefix: "/", Folder: "."}},
		PageSize:  defaultPageSize,
		Zone:      chinaTime(),
		menus:     map[string][]menuItem{},
	}
}

// readSite reads site.yaml; a site without one has the default settings.
func readSite(fsys fs.FS, baseURL string) (*Site, []diag.Problem, error) {
	r := siteReader{y: &source.YAML{File: siteFile, FirstLine: 1}, site: newSite()}
	raw, err := readRegular(fsys, siteFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case errors.Is(err, errIrregular):
		r.complain("file-name", "site.yaml must be a file", "remove what is there")
	case errors.Is(err, fs.ErrPermission):
		r.complain(ruleUnreadable, "this file cannot be read: permission denied", readableHint)
	case err != nil:
		return nil, nil, err
	default:
		text, problem, ok := source.Text(siteFile, raw)
		if !ok {
			r.y.Problems = append(r.y.Problems, problem)
			break
		}
		r.read(text)
	}
	if baseURL != "" {
		r.site.BaseURL = baseURL
	}
	return r.site, diag.Sort(r.y.Problems), nil
}

type siteReader struct {
	y    *source.YAML
	site *Site
}

// errIrregular is what [readRegular] returns for a folder, a pipe and the like.
var errIrregular = errors.New("not a regular file")

// readRegular reads a file, and nothing but a file: reading a pipe never ends.
// A link that leads out of the content folder is as good as none; the listing
// of all files tells of it.
func readRegular(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if link, e := fs.Lstat(fsys, name); err != nil && e == nil && link.Mode()&fs.ModeSymlink != 0 {
		return nil, fs.ErrNotExist
	}
	if err == nil && !info.Mode().IsRegular() {
		return nil, errIrregular
	}
	return fs.ReadFile(fsys, name)
}

// complain reports what is wrong with the file as a whole.
func (r *siteReader) complain(rule diag.Rule, message, hint string) {
	r.y.Problems = append(r.y.Problems, diag.Problem{File: siteFile, Line: 1, Col: 1, Rule: rule, Message: message, Hint: hint})
}

var siteKeys = []string{
	"title", "description", "baseURL", "languages", "language", "author", "copyright", "menus", "edit",
	"discussion", "comments", "theme", "rawHTML", "pageSize", "timezone", "params",
}

// read takes languages before all else: translated texts need to know them.
func (r *siteReader) read(text []byte) {
	entries := r.y.Mapping(r.y.Parse(text), "site.yaml", siteKeys)
	for _, e := range entries {
		switch e.Name {
		case "languages":
			r.languages(e, entries)
		case "language":
			r.language(e)
		}
	}
	for _, e := range entries {
		r.key(e)
	}
}

func (r *siteReader) key(e source.Entry) {
	s := r.site
	switch e.Name {
	case "title":
		s.Title = r.text(e)
	case "description":
		s.Description = r.text(e)
	case "author":
		s.Author = r.text(e)
	case "copyright":
		s.Copyright = r.text(e)
	case "baseURL":
		r.baseURL(e)
	case "menus":
		r.menus(e)
	case "edit":
		s.edit = r.pattern(e, []string{"path"})
		if s.edit != "" && !strings.Contains(s.edit, "{path}") {
			r.y.Report(e.Value, "pattern", "the edit link does not say where {path} goes",
				"write it as https://example.org/edit/main/content/{path}")
			s.edit = ""
		}
	case "discussion":
		s.discussion = r.pattern(e, []string{"path", "url", "title"})
	case "comments":
		r.comments(e)
	case "theme":
		r.theme(e)
	case "rawHTML":
		s.RawHTML = r.y.Bool(e)
	case "pageSize":
		r.pageSize(e)
	case "timezone":
		r.timezone(e)
	case "params":
		s.Params = params(r.y, e)
	}
}

func (r *siteReader) baseURL(e source.Entry) {
	written := r.y.String(e)
	if written == "" {
		return
	}
	base, err := ParseBaseURL(written)
	if err != nil {
		r.y.Report(e.Value, "base-url", err.Error(), "write it as https://example.org/ or https://example.org/docs/")
		return
	}
	r.site.BaseURL = base
}

func (r *siteReader) pageSize(e source.Entry) {
	if isNull(e.Value) {
		return
	}
	before := len(r.y.Problems)
	n := r.y.Int(e)
	switch {
	case len(r.y.Problems) > before:
	case n < 1 || n > 1000:
		r.y.Report(e.Value, "range", "pageSize must be from 1 to 1000", "")
	default:
		r.site.PageSize = n
	}
}

func (r *siteReader) timezone(e source.Entry) {
	name := r.y.String(e)
	if name == "" {
		return
	}
	zone := parseZone(name)
	if zone == nil {
		r.y.Report(e.Value, "timezone", fmt.Sprintf("the time zone %q is not known", name),
			diag.DidYouMean(name, zoneNames(), "write its distance from UTC, as +08:00"))
		return
	}
	r.site.Zone = zone
}

// languageCode is a language tag without the rarer subtags (RFC 5646, 2.1).
var languageCode = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

func (r *siteReader) language(e source.Entry) {
	if code := r.code(e); code != "" && !r.site.multilingual {
		r.site.Languages[0].Code, r.site.Languages[0].Name = code, languageName(code)
	}
}

// code reads a language tag.
func (r *siteReader) code(e source.Entry) string {
	code := r.y.String(e)
	if code != "" && !languageCode.MatchString(code) {
		r.y.Report(e.Value, "language", fmt.Sprintf("%q is not a language code", code), "such as zh, en or zh-Hant")
		return ""
	}
	return code
}

func (r *siteReader) languages(e source.Entry, all []source.Entry) {
	if isNull(e.Value) {
		return
	}
	if e.Value.Kind != yaml.SequenceNode {
		r.y.Report(e.Value, "wrong-type", "languages must be a list of {code, name}", "begin each with - code:")
		return
	}
	var languages []Language
	standard := -1
	for _, item := range items(e) {
		l, isDefault := r.oneLanguage(item)
		if l.Code == "" {
			continue
		}
		if slices.ContainsFunc(languages, func(o Language) bool { return strings.EqualFold(o.Code, l.Code) }) {
			r.y.Report(item.Value, "duplicate-key", fmt.Sprintf("the language %q is named twice", l.Code), "keep one of them")
			continue
		}
		if isDefault && standard >= 0 {
			r.y.Report(item.Value, "language", "only one language can be the default", "remove one default: true")
		} else if isDefault {
			standard = len(languages)
		}
		languages = append(languages, l)
	}
	if len(languages) == 0 {
		return
	}
	r.setLanguages(languages, max(0, standard))
	if i := slices.IndexFunc(all, func(e source.Entry) bool { return e.Name == "language" }); i >= 0 {
		r.y.Report(all[i].Key, "language", "site.yaml has both language and languages", "keep languages")
	}
}

// setLanguages puts the default language first and gives each its place.
func (r *siteReader) setLanguages(languages []Language, standard int) {
	first := languages[standard]
	languages = append([]Language{first}, slices.Delete(languages, standard, standard+1)...)
	for i := range languages {
		languages[i].Folder = languages[i].Code
		languages[i].Prefix = "/" + languages[i].Code + "/"
	}
	languages[0].Prefix = "/"
	r.site.Languages, r.site.multilingual = languages, true
}

func (r *siteReader) oneLanguage(item source.Entry) (l Language, isDefault bool) {
	l.at = placeOf(r.y, item.Value)
	if item.Value.Kind == yaml.ScalarNode {
		l.Code = r.code(item)
	} else {
		for _, e := range r.y.Mapping(item.Value, "a language", []string{"code", "name", "default"}) {
			switch e.Name {
			case "code":
				l.Code = r.code(e)
			case "name":
				l.Name = oneLine(r.y.String(e))
			case "default":
				isDefault = r.y.Bool(e)
			}
		}
	}
	if l.Name == "" {
		l.Name = languageName(l.Code)
	}
	return l, isDefault
}

// languageName is what a language calls itself.
func languageName(code string) string {
	switch code {
	case "zh", "zh-CN", "zh-Hans":
		return "中文"
	case "zh-Hant", "zh-TW", "zh-HK":
		return "繁體中文"
	case "en", "en-US", "en-GB":
		return "English"
	}
	return code
}
