package player_test

import (
	"bytes"
	"strings"
	"testing"

	"rehearse/demo/player"
)

// A still is the storyboard's own picture of the screen, and nothing that the
// player would take for a rehearsal.
func TestStill(t *testing.T) {
	f := parse(t, "card.flow.yaml")
	var b bytes.Buffer
	s := f.Screens[1]
	if err := player.Still(player.View{Flow: f, Lang: "zh-CN", ID: "here"}, s, "一张<图>").Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	html := b.String()
	for _, want := range []string{`id="here"`, `aria-label="一张&lt;图&gt;"`, "模拟演练", s.Title.Default, "disabled"} {
		if !strings.Contains(html, want) {
			t.Errorf("no %s in:\n%s", want, html)
		}
	}
	for _, not := range []string{"data-rehearsal", "data-module", "data-screen=", "figcaption", "<section"} {
		if strings.Contains(html, not) {
			t.Errorf("%s in:\n%s", not, html)
		}
	}
	if n := strings.Count(html, "<fieldset"); n != 1 {
		t.Errorf("%d screens, want 1", n)
	}
}
