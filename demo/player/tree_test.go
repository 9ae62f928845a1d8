package player_test

import (
	"encoding/json"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"

	"rehearse/demo/browsertest"
)

// node is what a screen reader is told of an element.
type node struct {
	role, name, description string
	// properties are those that are set, as JSON.
	properties map[string]string
}

// accessible returns the nodes of the accessibility tree that are not ignored.
func accessible(t *testing.T, p *browsertest.Page) []node {
	t.Helper()
	if _, err := chromedp.Call(p.Context, accessibility.Enable, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	tree, err := chromedp.Call(p.Context, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	if err != nil {
		t.Fatal(err)
	}
	var nodes []node
	for _, n := range tree.Nodes {
		if n.Ignored {
			continue
		}
		made := node{role: said(n.Role), name: said(n.Name), description: said(n.Description), properties: make(map[string]string)}
		for _, property := range n.Properties {
			made.properties[string(property.Name)] = string(property.Value.Value)
		}
		nodes = append(nodes, made)
	}
	return nodes
}

// said is a value of the tree as text.
func said(v *accessibility.Value) string {
	if v == nil {
		return ""
	}
	var text string
	if json.Unmarshal(v.Value, &text) != nil {
		return string(v.Value)
	}
	return text
}
