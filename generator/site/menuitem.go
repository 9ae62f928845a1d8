package site

import (
	"go.yaml.in/yaml/v4"

	"rehearse/demo/source"
)

// menuItem is an item of a menu as site.yaml has it.
type menuItem struct {
	title, link Text
	// at is where the link is written.
	at position
	// lang is the only language that has the item, or "" for all.
	lang string
}

// menuNames are the menus there are: in the header, at the end, and on a line
// below that for those who write or follow the site.
func menuNames() []string { return []string{"main", "footer", "authors"} }

// readMenus reads the menus into a map by their names.
func readMenus(y *source.YAML, k source.Entry, codes []string, menus map[string][]menuItem) {
	for _, menu := range y.Mapping(k.Value, "menus", menuNames()) {
		if menu.Value.Kind != yaml.MappingNode {
			menus[menu.Name] = readMenu(y, menu, "", codes)
			continue
		}
		for _, e := range y.Mapping(menu.Value, "the menu "+menu.Name, codes) {
			menus[menu.Name] = append(menus[menu.Name], readMenu(y, e, e.Name, codes)...)
		}
	}
}

// readMenu reads the list of items that one language, or all, have in a menu.
func readMenu(y *source.YAML, k source.Entry, lang string, codes []string) []menuItem {
	if isNull(k.Value) {
		return nil
	}
	if k.Value.Kind != yaml.SequenceNode {
		y.Report(k.Value, "wrong-type", "a menu must be a list of {title, link}", "begin each item with - title:")
		return nil
	}
	var menu []menuItem
	for _, item := range items(k) {
		m := menuItem{lang: lang, at: positionOf(y, item.Value)}
		for _, e := range y.Mapping(item.Value, "a menu item", []string{"title", "link"}) {
			if e.Name == "title" {
				m.title = readText(y, e, codes)
			} else {
				m.link, m.at = readText(y, e, codes), positionOf(y, e.Value)
			}
		}
		if item.Value.Kind == yaml.MappingNode && m.link.all == "" && m.link.byLang == nil {
			y.Report(item.Value, "missing-key", "this menu item has no link", "add link: /path/ or link: https://…")
			continue
		}
		menu = append(menu, m)
	}
	return menu
}
