package pipeline_test

import (
	"fmt"
	"strings"
	"testing"

	"rehearse/generator/pipeline"
)

// outcomes is a flow that sends its readers elsewhere, and the pages in two
// languages that embed it.
const outcomes = `
-- site.yaml --
title: Site
languages: [en, zh]
-- en/_index.md --
# Home
-- zh/_index.md --
# 首页
-- en/guides/_index.md --
# Guides
-- zh/guides/_index.md --
# 指南
-- en/guides/one.md --
# One

[Try it](../../one.flow.yaml)

## At the counter {#counter}

## Later {#later}
-- zh/guides/one.md --
# 一

[试试](../../one.flow.yaml)

## 去柜台 {#counter}
-- one.flow.yaml --
title: One
start: a
screens:
  a:
    title: A
    buttons: [{label: Go, to: b}, {label: Ask, to: c}, {label: Wait, to: d}, {label: Leave, to: e}, {label: Read, to: f}]
  b: {outcome: success, title: There}
  c: {outcome: dead-end, title: Ask, text: Ask., link: '#counter'}
  d: {outcome: dead-end, title: Wait, text: Wait., link: '#later'}
  e: {outcome: dead-end, title: Leave, text: Leave., link: missing.md}
  f: {outcome: dead-end, title: Read, text: Read., link: 'one.md#conter'}
`

// TestOutcomesLeadToWhatIsThere: what an outcome links to has to be on every
// page that embeds the flow, and what is missing is told in the flow.
func TestOutcomesLeadToWhatIsThere(t *testing.T) {
	_, problems := run(t, pipeline.Config{Content: unpack(t, outcomes), Destination: t.TempDir()})
	const want = `one.flow.yaml:9:58 broken-anchor the outcome d, seen from zh/guides/one.md: zh/guides/one.md has no heading #later
one.flow.yaml:10:60 broken-link the outcome e, seen from en/guides/one.md: the link "missing.md" leads to nothing
one.flow.yaml:10:60 broken-link the outcome e, seen from zh/guides/one.md: the link "missing.md" leads to nothing
one.flow.yaml:11:58 broken-anchor the outcome f, seen from en/guides/one.md: en/guides/one.md has no heading #conter
one.flow.yaml:11:58 broken-anchor the outcome f, seen from zh/guides/one.md: zh/guides/one.md has no heading #conter
`
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintf(&b, "%s:%d:%d %s %s\n", p.File, p.Line, p.Col, p.Rule, p.Message)
	}
	if got := b.String(); got != want {
		t.Errorf("problems:\n%s\nwant:\n%s", got, want)
	}
}
