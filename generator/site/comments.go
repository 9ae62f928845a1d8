package site

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"rehearse/demo/source"
)

// Comments are a script of another site that shows what readers have written
// about a page. The zero Comments are none.
type Comments struct {
	// Origin is that site, "https://comments.example", and Script the script's
	// whole URL, within it.
	Origin, Script string

	attributes []attribute
}

// attribute is one of the script element. Its value may have {url}, {path} and
// {lang}.
type attribute struct{ name, value string }

// Host names the site of the comments to people.
func (c Comments) Host() string { return strings.TrimPrefix(c.Origin, "https://") }

// CommentAttributes are the attributes of the script on a page: names and
// values by turns, in the order of site.yaml.
func (x *Index) CommentAttributes(p *Page) []string {
	r := strings.NewReplacer("{url}", x.Absolute(p.URL), "{path}", p.URL, "{lang}", p.Lang)
	var list []string
	for _, a := range x.Site.Comments.attributes {
		list = append(list, a.name, r.Replace(a.value))
	}
	return list
}

func (r *siteReader) comments(k source.Entry) {
	var c Comments
	before := len(r.y.Problems)
	for _, e := range r.y.Mapping(k.Value, "comments", []string{"origin", "script", "attributes"}) {
		switch e.Name {
		case "origin":
			c.Origin = r.origin(e)
		case "script":
			c.Script = r.y.String(e)
		case "attributes":
			c.attributes = r.attributes(e)
		}
	}
	if isNull(k.Value) || len(r.y.Problems) > before {
		return
	}
	if c.Origin == "" || c.Script == "" {
		r.y.Report(k.Value, "missing-key", "comments need an origin and a script",
			"write origin: https://comments.example and script: /embed.js")
		return
	}
	path := strings.TrimPrefix(c.Script, c.Origin)
	if u, err := url.Parse(path); err != nil || !strings.HasPrefix(path, "/") || u.Host != "" {
		r.y.Report(k.Value, "url", fmt.Sprintf("the script %q is not on %s", c.Script, c.Origin),
			"begin it with a slash, as /embed.js")
		return
	}
	c.Script = c.Origin + path
	r.site.Comments = c
}

// origin reads a site as browsers tell sites apart: https, host, perhaps a port.
func (r *siteReader) origin(e source.Entry) string {
	s := strings.TrimSuffix(strings.ToLower(r.y.String(e)), "/")
	if s != "" && !origin.MatchString(s) {
		r.y.Report(e.Value, "url", fmt.Sprintf("%q is not the origin of a site", s), "write https:// and the host, and nothing after it")
		return ""
	}
	return s
}

var origin = regexp.MustCompile(`^https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?$`)

// attributes reads what the script element is to have beside its address.
func (r *siteReader) attributes(k source.Entry) []attribute {
	var list []attribute
	for _, e := range r.y.Entries(k.Value, "attributes") {
		if !attributeName.MatchString(e.Name) || strings.HasPrefix(e.Name, "on") || e.Name == "src" || e.Name == "style" {
			r.y.Report(e.Key, "attribute", fmt.Sprintf("%q cannot be an attribute of the script", e.Name), "such as data-repo")
			continue
		}
		list = append(list, attribute{e.Name, r.y.String(e)})
	}
	return list
}

var attributeName = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
