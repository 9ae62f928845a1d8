package templates

import (
	"bytes"
	"context"
	"testing"
)

// Ten thousand pages go through here in one build.
func BenchmarkArticle(b *testing.B) {
	page := ArticlePage(sampleArticle(b, "zh"))
	var out bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		if err := page.Render(context.Background(), &out); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(out.Len()))
}
