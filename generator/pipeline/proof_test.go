package pipeline_test

import (
	"strings"
	"testing"

	"rehearse/generator/pipeline"
)

// failingFlow parses, and cannot be walked: its sample is too short.
const failingFlow = `title: 一步
start: a
screens:
  a:
    title: 甲
    fields:
      code: {label: 口令, length: 6, sample: '12345'}
    buttons: [{label: 好, submit: true, to: b}]
  b: {outcome: success, title: 好了}
`

// TestFlowsAreProven: what rehearsing a flow shows keeps the site from being
// published, as any mistake does, whether or not an article embeds the flow.
func TestFlowsAreProven(t *testing.T) {
	content, out := unpack(t, small+"-- zh/fund/a/failing.flow.yaml --\n"+failingFlow), t.TempDir()
	_, problems := run(t, pipeline.Config{Content: content, Destination: out})
	got := list(problems)
	if !strings.Contains(got, "zh/fund/a/failing.flow.yaml:7:44: error:") || !strings.Contains(got, "sample-fails") {
		t.Errorf("problems:\n%s", got)
	}
	if files := tree(t, out); len(files) > 0 {
		t.Errorf("published all the same: %v", files)
	}
}
