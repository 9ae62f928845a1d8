package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v4"

	"rehearse/demo/diag"
	"rehearse/generator/render"
	"rehearse/generator/site"
)

// newFlags are the flags of new.
type newFlags struct {
	content, kind flag[string]
	title, lang   string
	clock         flag[func() time.Time]
}

func (p *program) newCommand() *cobra.Command {
	f := &newFlags{
		content: folderFlag("content"), kind: choiceFlag("article", "section"), clock: clockFlag(p.now),
	}
	c := &cobra.Command{
		Use:   "new SECTION/SLUG",
		Short: "Start an article or a section",
		Long: "New writes the first lines of an article, as a draft, and prints the path of its\n" +
			"file. The slug becomes the last part of the address; Chinese is turned into pinyin,\n" +
			"and kept as the title. Where the site has several languages, the article goes to\n" +
			"the default one, or to the one that --lang or the first part of the path names.\n" +
			"Nothing is ever overwritten.",
		Example: "  rehearse new account/lost-pin\n" +
			"  rehearse new account/忘记密码            account/wang-ji-mi-ma/index.md\n" +
			"  rehearse new en/account/lost-pin --title \"You lost your PIN\"\n" +
			"  rehearse new account --kind section",
		GroupID: groupWrite,
		Args:    oneArgument("SECTION/SLUG"),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.newPage(f, args[0])
		},
	}
	flags := c.Flags()
	flags.VarP(&f.content, "content", "c", "folder with the articles and site.yaml")
	flags.StringVarP(&f.title, "title", "t", "", "`TITLE` of the page, where it is not the slug in other words")
	flags.StringVar(&f.lang, "lang", "", "`CODE` of the language, as in site.yaml")
	flags.Var(&f.kind, "kind", "what to start")
	flags.Var(&f.clock, "clock", "date it as if it were TIME (RFC 3339)")
	return c
}

func (p *program) newPage(f *newFlags, where string) error {
	parts, err := pathParts(where)
	if err != nil {
		return err
	}
	if err := checkTitle(f.title); err != nil {
		return err
	}
	content, err := openContent(f.content.value)
	if err != nil {
		return err
	}
	defer content.Close()
	file, err := f.create(content, parts)
	if err != nil {
		return err
	}
	return say(p.stdout, filepath.Join(f.content.value, filepath.FromSlash(file)))
}

// create writes the page and returns its path in the content.
func (f *newFlags) create(content *os.Root, parts []string) (string, error) {
	settings, err := readSettings(content)
	if err != nil {
		return "", err
	}
	lang, parts, err := pickLanguage(settings, f.lang, parts)
	if err != nil {
		return "", err
	}
	folder, err := newFolder(content, lang.Folder, parts)
	if err != nil {
		return "", err
	}
	file := folder + "/index.md"
	if f.kind.value == "section" {
		file = folder + "/_index.md"
	}
	page := page{kind: f.kind.value, lang: lang.Code, title: oneSpace(f.title), date: f.clock.value().In(settings.Zone)}
	if page.title == "" {
		page.title = titleFor(parts[len(parts)-1])
	}
	if err := content.MkdirAll(folder, 0o777); err != nil {
		return "", failed("", "cannot make the folder: %v", err)
	}
	return file, writeNew(content, file, page.text())
}

// checkTitle refuses what is no line of text.
func checkTitle(title string) error {
	unfit := func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }
	if !utf8.ValidString(title) || strings.ContainsFunc(title, unfit) {
		return usage("", "the title must be one line of text")
	}
	return nil
}

// oneSpace leaves one plain space of white space of any kind and length, and
// none at the ends.
func oneSpace(text string) string { return strings.Join(strings.Fields(text), " ") }

// pageName is the path of a page without what only its file has: those who come
// from other generators type account/lost-pin.md, or account/lost-pin/index.md.
func pageName(where string) string {
	where = strings.TrimSuffix(where, "/")
	if name := strings.TrimSuffix(where, "/index.md"); name != where {
		return name
	}
	return strings.TrimSuffix(where, ".md")
}

// pathParts splits what the author typed, and refuses what is no place below
// the content folder or would not be seen there.
func pathParts(where string) ([]string, error) {
	const hint = "name a section and the article, such as account/lost-pin"
	if !utf8.ValidString(where) || strings.ContainsFunc(where, unicode.IsControl) {
		return nil, usage(hint, "%q has characters that no path should have", where)
	}
	parts := strings.Split(pageName(filepath.ToSlash(where)), "/")
	for _, part := range parts {
		switch {
		case strings.TrimSpace(part) == "":
			return nil, usage(hint, "%q has an empty part", where)
		case part == "." || part == "..":
			return nil, usage(hint, "%q leads elsewhere", where)
		case part == "_index":
			return nil, usage("a section is started by rehearse new SECTION --kind section", "%q is the file of a section", where)
		case part[0] == '.' || part[0] == '_':
			return nil, usage(hint, "files and folders that begin with %q, as %q does, are not published", part[:1], part)
		case strings.ContainsAny(part, `\:`):
			return nil, usage(hint, "%q has a character that not every system can have in a path", part)
		}
	}
	return parts, nil
}

// readSettings reads site.yaml, in the one way that it is read. A menu whose
// links lead nowhere yet does not matter here: the page to be made may be what
// they are waiting for.
func readSettings(content *os.Root) (*site.Site, error) {
	index, problems, err := site.Load(content.FS(), render.SiteOptions(site.Options{}))
	if err != nil {
		return nil, failed("", "cannot read the content: %v", err)
	}
	for _, problem := range problems {
		link := strings.HasPrefix(string(problem.Rule), "link-") || problem.Rule == "broken-link"
		if problem.File == "site.yaml" && problem.Severity == diag.Error && !link {
			return nil, failed("rehearse check shows all that is wrong",
				"site.yaml, line %d: %s", problem.Line, problem.Message)
		}
	}
	return index.Site, nil
}

// pickLanguage returns the language that the page is in: the one asked for,
// the one that the path begins with, or the default; and the path within it.
func pickLanguage(s *site.Site, code string, parts []string) (site.Language, []string, error) {
	codes := make([]string, len(s.Languages))
	for i, l := range s.Languages {
		codes[i] = l.Code
		if l.Folder != "." && l.Folder == parts[0] && len(parts) > 1 && (code == "" || code == l.Code) {
			return l, parts[1:], nil
		}
	}
	if code == "" {
		return s.Default(), parts, nil
	}
	for _, l := range s.Languages {
		if l.Code == code {
			return l, parts, nil
		}
	}
	return site.Language{}, nil, usage(diag.DidYouMean(code, codes, "it has "+strings.Join(codes, ", ")),
		"the site has no language %q", code)
}

// titleFor makes a title of the last part of a path: a slug in words, or what
// the author wrote where that was no slug.
func titleFor(name string) string {
	if slug(name) == name {
		return titleOf(name)
	}
	return oneSpace(name)
}

// newFolder is where below folder the page goes, if there is none yet.
func newFolder(content *os.Root, folder string, parts []string) (string, error) {
	for i, part := range parts {
		name, err := folderName(content, folder, part)
		if err != nil {
			return "", err
		}
		if _, err := content.Lstat(folder + "/index.md"); i > 0 && err == nil {
			return "", failed("choose another section, or rename that index.md to _index.md, which makes a section of it",
				"%s/index.md is an article, and there can be none in the folder of another", folder)
		}
		folder = path.Join(folder, name)
	}
	if folder == "static" || strings.HasPrefix(folder, "static/") {
		return "", usage("choose another section", "what is in static is published as it is, it cannot hold pages")
	}
	for _, taken := range []string{folder + "/index.md", folder + "/_index.md", folder + ".md"} {
		if _, err := content.Lstat(taken); !errors.Is(err, fs.ErrNotExist) {
			return "", failed("nothing was changed; edit it, or choose another slug", "%s exists already", taken)
		}
	}
	return folder, nil
}

// folderName is the name of a folder for part: part itself where there is such
// a folder, or else its slug.
func folderName(content *os.Root, folder, part string) (string, error) {
	if info, err := content.Stat(path.Join(folder, part)); err == nil && info.IsDir() {
		return part, nil
	}
	if name := slug(part); name != "" {
		return name, nil
	}
	return "", usage("use letters, digits or Chinese characters", "no address can be made of %q", part)
}

// writeNew writes a file that must not exist yet, whoever else may be writing.
func writeNew(content *os.Root, file, text string) error {
	f, err := content.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return failed("", "cannot write the page: %v", err)
	}
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Close()); err != nil {
		return failed("", "cannot write the page: %v", err)
	}
	return nil
}

// page is what new writes.
type page struct {
	kind, lang, title string
	date              time.Time
}

// text is the page's file.
func (g page) text() string {
	front, kind := fmt.Sprintf("title: %s\n", yamlText(g.title)), site.Section
	if g.kind == "article" {
		kind = site.Article
		front += fmt.Sprintf("date: %s\ndraft: true\n", g.date.Format(time.DateOnly))
	}
	return "---\n" + front + "---\n\n" + site.Opening(kind, g.lang) + "\n"
}

// yamlText writes one line of text as a YAML value: plain where it is read back
// as the same text, or else quoted. Go's quoted strings are YAML's as well,
// for text without control characters.
func yamlText(text string) string {
	var back map[string]any
	if err := yaml.Load([]byte("key: "+text), &back); err == nil && back["key"] == text {
		return text
	}
	return strconv.Quote(text)
}
