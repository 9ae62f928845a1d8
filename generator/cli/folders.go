package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rehearse/generator/pipeline"
	"rehearse/generator/site"
)

// checkFolders refuses folders that cannot be meant.
func checkFolders(cfg pipeline.Config) error {
	if err := checkContent(cfg.Content); err != nil {
		return err
	}
	content, err := resolve(cfg.Content)
	if err != nil {
		return failed("", "%v", err)
	}
	if cfg.Destination == "" {
		return checkCache(cfg.Cache, "", content)
	}
	if err := checkPath(cfg.Destination); err != nil {
		return err
	}
	destination, err := resolve(cfg.Destination)
	if err != nil {
		return failed("", "%v", err)
	}
	if err := checkDestination(cfg.Destination, destination, content); err != nil {
		return err
	}
	return checkCache(cfg.Cache, destination, content)
}

// checkCache refuses to keep what is made of pictures where it would be published,
// or taken for something that was. typed and destination may be empty; destination
// and content are resolved. What the content folder does not show, such as the
// user's own cache in a home folder that is the content, is in nobody's way.
func checkCache(typed, destination, content string) error {
	if typed == "" {
		return nil
	}
	cache, err := resolve(typed)
	if err != nil {
		return failed("", "%v", err)
	}
	const hint = "name a folder that is for the cache alone, such as: --cache .cache"
	inContent, err := filepath.Rel(content, cache)
	switch {
	case err == nil && within(cache, content) &&
		(inContent == "." || !slices.ContainsFunc(strings.Split(filepath.ToSlash(inContent), "/"), site.Ignored)):
		return usage(hint, "the cache cannot be in the content: %s", typed)
	case destination != "" && within(cache, destination):
		return usage(hint, "the cache cannot be where the site is published: %s", typed)
	}
	return nil
}

// checkPath wants dir, and what is above it, to be folders as far as they exist.
func checkPath(dir string) error {
	const hint = "move it away, or name another folder with --destination"
	for path := filepath.Clean(dir); ; path = filepath.Dir(path) {
		info, err := os.Stat(path)
		if err == nil {
			if info.IsDir() {
				return nil
			}
			return failed(hint, "%s is a file, and the site needs a folder there", path)
		}
		if link, err := os.Lstat(path); err == nil && link.Mode()&fs.ModeSymlink != 0 {
			return failed(hint, "%s is a link that leads nowhere, and the site needs a folder there", path)
		}
		if path == filepath.Dir(path) {
			return nil
		}
	}
}

// checkDestination refuses to publish where more than the site is kept: a site
// has hundreds of files, and nobody wants to pick them out from among others.
// typed is how the destination was named; the others are resolved.
func checkDestination(typed, destination, content string) error {
	const hint = "name a folder that is for the site alone, such as: --destination public"
	if within(destination, content) {
		return usage("name a folder outside of it with --destination",
			"the site cannot be published into its own content: %s", typed)
	}
	if filepath.Dir(destination) == destination {
		return usage(hint, "the site cannot be published into the root of the file system: %s", typed)
	}
	if within(content, destination) {
		return usage(hint, "the site cannot be published into a folder that its content is in: %s", typed)
	}
	if slices.ContainsFunc(strings.Split(filepath.ToSlash(destination), "/"), func(name string) bool { return strings.EqualFold(name, ".git") }) {
		return usage(hint, "the site cannot be published into what git keeps for itself: %s", typed)
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return nil // nobody's
	}
	switch home, err = resolve(home); {
	case err != nil:
	case home == destination:
		return usage(hint, "the site cannot be published into your home folder: %s", typed)
	case within(home, destination):
		return usage(hint, "the site cannot be published into a folder that your home folder is in: %s", typed)
	}
	return nil
}

// linksFile is what keeps the answers of other sites; empty where there is no
// place for it.
func linksFile() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "rehearse", "links.json")
}

// cacheFolder is the folder for what need not be made twice: the one that was
// asked for, or one in the user's own cache. It is empty on a system that has
// none; everything is then made anew.
func cacheFolder(named string) string {
	if named != "" {
		return named
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "rehearse", "pictures")
}

// checkContent wants dir to be a folder.
func checkContent(dir string) error {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return failed("name the folder with --content, or start a site with: rehearse init DIR",
			"there is no content folder %s", dir)
	case err != nil:
		return failed("", "cannot read the content folder: %v", err)
	case !info.IsDir():
		return failed("--content takes the folder that the articles are in", "%s is a file, not a content folder", dir)
	}
	return nil
}

// openContent opens the content folder. No symbolic link leads out of it.
func openContent(dir string) (*os.Root, error) {
	if err := checkContent(dir); err != nil {
		return nil, err
	}
	content, err := os.OpenRoot(dir)
	if err != nil {
		return nil, failed("", "cannot open the content folder: %v", err)
	}
	return content, nil
}

// resolve returns the absolute path of a folder, symbolic links followed as far
// as it exists.
func resolve(dir string) (string, error) {
	path, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	rest := ""
	for {
		real, err := filepath.EvalSymlinks(path)
		if err == nil {
			return filepath.Join(real, rest), nil
		}
		parent := filepath.Dir(path)
		if !errors.Is(err, fs.ErrNotExist) || parent == path {
			return "", err
		}
		path, rest = parent, filepath.Join(filepath.Base(path), rest)
	}
}

// within reports whether path is dir or below it.
func within(path, dir string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
