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

// readComments reads them whole or not at all: what is wrong must not get into
// the policy of the pages.
func readComments(y *source.YAML, k source.Entry) Comments {
	var c Comments
	before := len(y.Problems)
	for _, e := range y.Mapping(k.Value, "comments", []string{"origin", "script", "attributes"}) {
		switch e.Name {
		case "origin":
			c.Origin = readOrigin(y, e)
		case "script":
			c.Script = y.String(e)
		case "attributes":
			c.attributes = readAttributes(y, e)
		}
	}
	if isNull(k.Value) || len(y.Problems) > before {
		return Comments{}
	}
	if c.Origin == "" || c.Script == "" {
		y.Report(k.Value, "missing-key", "comments need an origin and a script",
			"write origin: https://comments.example and script: /embed.js")
		return Comments{}
	}
	path := strings.TrimPrefix(c.Script, c.Origin)
	if u, err := url.Parse(path); err != nil || !strings.HasPrefix(path, "/") || u.Host != "" {
		y.Report(k.Value, "url", fmt.Sprintf("the script %q is not on %s", c.Script, c.Origin),
			"begin it with a slash, as /embed.js")
		return Comments{}
	}
	c.Script = c.Origin + path
	return c
}

// readOrigin reads a site as browsers tell sites apart: https, host, perhaps a port.
func readOrigin(y *source.YAML, e source.Entry) string {
	s := strings.TrimSuffix(strings.ToLower(y.String(e)), "/")
	if s != "" && !origin.MatchString(s) {
		y.Report(e.Value, "url", fmt.Sprintf("%q is not the origin of a site", s), "write https:// and the host, and nothing after it")
		return ""
	}
	return s
}

var origin = regexp.MustCompile(`^https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?$`)

// readAttributes reads what the script element is to have beside its address.
func readAttributes(y *source.YAML, k source.Entry) []attribute {
	var list []attribute
	for _, e := range y.Entries(k.Value, "attributes") {
		if !attributeName.MatchString(e.Name) || strings.HasPrefix(e.Name, "on") || e.Name == "src" || e.Name == "style" {
			y.Report(e.Key, "attribute", fmt.Sprintf("%q cannot be an attribute of the script", e.Name), "such as data-repo")
			continue
		}
		list = append(list, attribute{e.Name, y.String(e)})
	}
	return list
}

var attributeName = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
