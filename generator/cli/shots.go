package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"rehearse/demo/chromium"
	"rehearse/demo/diag"
	"rehearse/demo/source"
	"rehearse/generator/camera"
	"rehearse/generator/render"
	"rehearse/generator/site"
)

// shotsFlags are the flags of shots.
type shotsFlags struct {
	content flag[string]
	force   bool
}

func (p *program) shotsCommand() *cobra.Command {
	f := &shotsFlags{content: folderFlag("content")}
	c := &cobra.Command{
		Use:   "shots [ARTICLE...]",
		Short: "Take the screenshots that articles show",
		Long: "Shots photographs the screens of flows, with Chromium, for the articles that are\n" +
			"named, or for all: where an article shows login.identify.png, the screen identify\n" +
			"of login.flow.yaml, with numbers at the controls that the steps name. What is up\n" +
			"to date is left alone, and so are pictures that were made in another way. An\n" +
			"article is named by its file, its folder or its address; a section stands for all\n" +
			"that is in it. The browser is the one that CHROMIUM names, or is looked for.",
		Example: "  rehearse shots\n" +
			"  rehearse shots account/lost-pin\n" +
			"  rehearse shots --force content/account/lost-pin/index.md",
		GroupID: groupWrite,
		RunE: func(c *cobra.Command, args []string) error {
			return p.shots(c.Context(), f, args)
		},
	}
	flags := c.Flags()
	flags.VarP(&f.content, "content", "c", "folder with the articles and site.yaml")
	flags.BoolVar(&f.force, "force", false, "take all of them again, and replace pictures made in another way")
	return c
}

// shots takes the screenshots of some articles, or of all.
func (p *program) shots(ctx context.Context, f *shotsFlags, args []string) error {
	content, err := openContent(f.content.value)
	if err != nil {
		return err
	}
	defer content.Close()
	// What is still a draft needs its screenshots before anybody sees it.
	renderer, err := p.openArticles(content, render.Options{})
	if err != nil {
		return err
	}
	pages, err := namedPages(renderer.Index(), f.content.value, args)
	if err != nil {
		return err
	}
	s := &shoot{program: p, flags: f, content: content}
	defer s.end()
	for _, page := range pages {
		if err := s.article(ctx, renderer, page); err != nil {
			return shootFailure(ctx, err)
		}
	}
	return s.close()
}

// shoot is one run of shots.
type shoot struct {
	*program
	flags   *shotsFlags
	content *os.Root
	// camera is nil until the first picture has to be taken.
	camera *camera.Camera
	// seen are the pictures that have been dealt with: translations share them.
	seen                 map[string]bool
	taken, current, kept int
	problems             []diag.Problem
}

// article takes the screenshots of an article.
func (s *shoot) article(ctx context.Context, r *render.Renderer, page *site.Page) error {
	shots, problems, err := r.Shots(page)
	if err != nil {
		return err
	}
	s.problems = append(s.problems, problems...)
	for _, shot := range shots {
		if err := ctx.Err(); err != nil {
			return err
		}
		if s.seen == nil {
			s.seen = make(map[string]bool)
		}
		if s.seen[shot.File] {
			continue
		}
		s.seen[shot.File] = true
		if err := s.one(ctx, shot); err != nil {
			return err
		}
	}
	return nil
}

// one takes one screenshot, unless it can stay as it is.
func (s *shoot) one(ctx context.Context, shot render.Shot) error {
	switch {
	case s.flags.force || shot.State == render.Missing || shot.State == render.Stale:
	case shot.State == render.Foreign:
		s.kept++
		return say(s.stderr, s.path(shot.File)+" was made in another way and is kept")
	default:
		s.current++
		return nil
	}
	data, err := s.photograph(ctx, shot)
	if err != nil {
		return err
	}
	if before, err := s.content.ReadFile(shot.File); err == nil && bytes.Equal(before, data) {
		s.current++
		return nil
	}
	if err := source.Replace(s.content, shot.File, data); err != nil {
		return failed("", "cannot write %s: %v", s.path(shot.File), err)
	}
	s.taken++
	return say(s.stdout, s.path(shot.File))
}

// photograph makes the file of a screenshot.
func (s *shoot) photograph(ctx context.Context, shot render.Shot) ([]byte, error) {
	if err := s.openCamera(ctx); err != nil {
		return nil, err
	}
	document, err := shot.Document()
	if err != nil {
		return nil, err
	}
	picture, err := s.camera.Take(camera.Scene(document))
	if err != nil {
		return nil, fmt.Errorf("cannot take %s: %w", s.path(shot.File), err)
	}
	return shot.Encode(picture)
}

// openCamera starts the browser, unless it has been started.
func (s *shoot) openCamera(ctx context.Context) error {
	if s.camera != nil {
		return nil
	}
	preferred := s.getenv("CHROMIUM")
	browser := chromium.Find(preferred)
	switch {
	case browser == "" && preferred != "":
		return failed("set it to the path of a Chromium, or unset it", "CHROMIUM is %s, and there is no such program", preferred)
	case browser == "":
		return failed(chromium.Missing, "there is no Chromium to take screenshots with")
	}
	var err error
	if s.camera, err = camera.Open(ctx, browser); err != nil && ctx.Err() == nil {
		return failed("set CHROMIUM to the path of a Chromium that starts here", "%v", err)
	}
	return err
}

// path is where a file of the content is, seen from where the author is.
func (s *shoot) path(file string) string {
	return filepath.Join(s.flags.content.value, filepath.FromSlash(file))
}

// end puts the camera away.
func (s *shoot) end() {
	if s.camera != nil {
		_ = s.camera.Close() // the pictures are there; its folder is a temporary one
	}
}

// close says what came of it.
func (s *shoot) close() error {
	problems := diag.Sort(s.problems)
	if err := s.printProblems(s.flags.content.value, problems); err != nil {
		return failed("", "cannot show the problems: %v", err)
	}
	closing := fmt.Sprintf("%s taken, %d up to date", count(s.taken, "screenshot"), s.current)
	if s.kept > 0 {
		closing += fmt.Sprintf(", %d kept (--force replaces them)", s.kept)
	}
	errors, _ := diag.Count(problems)
	if errors > 0 {
		closing += "; " + count(errors, "error")
	}
	if err := say(s.stderr, closing+"."); err != nil || errors == 0 {
		return err
	}
	return &failure{code: exitProblems}
}

// shootFailure distinguishes an interruption from a breakdown.
func shootFailure(ctx context.Context, err error) error {
	var f *failure
	switch {
	case errors.As(err, &f):
		return f
	case ctx.Err() != nil:
		return &failure{code: exitInterrupted, message: "interrupted; the screenshots taken so far are kept"}
	}
	return failed("", "%v", err)
}

// namedPages returns the pages that arguments name, in the order of the index;
// all for none.
func namedPages(index *site.Index, content string, args []string) ([]*site.Page, error) {
	if len(args) == 0 {
		return index.Pages(), nil
	}
	wanted := make(map[*site.Page]bool)
	for _, arg := range args {
		p, err := namedPage(index, content, arg)
		if err != nil {
			return nil, err
		}
		wanted[p] = true
		if p.Kind == site.Article {
			continue
		}
		for _, inner := range index.Pages() {
			if strings.HasPrefix(inner.File, path.Dir(p.File)+"/") || path.Dir(p.File) == "." {
				wanted[inner] = true
			}
		}
	}
	var pages []*site.Page
	for _, p := range index.Pages() {
		if wanted[p] {
			pages = append(pages, p)
		}
	}
	return pages, nil
}

// namedPage finds a page by its file, its folder or its address: as a path from
// where the author is, or below the content folder.
func namedPage(index *site.Index, content, arg string) (*site.Page, error) {
	home := index.Home(index.Site.Default().Code)
	name := filepath.ToSlash(arg)
	if _, err := os.Stat(arg); err == nil {
		if below, err := belowContent(content, arg); err == nil {
			name = below
		}
	}
	target, fault := index.ResolveLink(home, "/"+strings.TrimPrefix(path.Clean(name), "/"))
	switch {
	case fault != nil:
		return nil, failed(fault.Hint, "there is no article %q", arg)
	case target.Page == nil:
		return nil, failed("name the article that shows the picture", "%q is no article", arg)
	}
	return target.Page, nil
}

// belowContent is the path of an existing file or folder below the content.
func belowContent(content, name string) (string, error) {
	from, err := resolve(content)
	if err != nil {
		return "", err
	}
	to, err := resolve(name)
	if err != nil {
		return "", err
	}
	if !within(to, from) {
		return "", fs.ErrNotExist
	}
	rel, err := filepath.Rel(from, to)
	return filepath.ToSlash(rel), err
}
