package picture

import (
	"testing"
)

// The benchmarks report megabytes of pixels a second, four bytes a pixel:
//
//	go test ./generator/picture -run '^$' -bench .

func benchmarkMake(b *testing.B, name string, data []byte, use Use) {
	s := mustOpen(b, name, data)
	b.SetBytes(int64(s.PixelWidth * s.PixelHeight * 4))
	b.ReportAllocs()
	for b.Loop() {
		mustMake(b, NewStore(b.TempDir()), s, use)
	}
}

func BenchmarkFigureScreenshot(b *testing.B) {
	benchmarkMake(b, "a.png", asPNG(b, screenshot(1170, 2532)), Figure)
}

func BenchmarkFigurePhoto(b *testing.B) {
	benchmarkMake(b, "a.jpg", asJPEG(b, photo(4032, 3024), 92), Figure)
}

func BenchmarkCard(b *testing.B) {
	benchmarkMake(b, "a.jpg", asJPEG(b, photo(2000, 1500), 90), Card)
}

// BenchmarkOpen is what every picture costs in every build.
func BenchmarkOpen(b *testing.B) {
	data := asPNG(b, screenshot(1170, 2532))
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		mustOpen(b, "a.png", data)
	}
}

// BenchmarkFind is what a second build does instead of encoding.
func BenchmarkFind(b *testing.B) {
	store, s := NewStore(b.TempDir()), mustOpen(b, "a.png", asPNG(b, screenshot(1170, 2532)))
	mustMake(b, store, s, Figure)
	for b.Loop() {
		if _, ok := store.Find(s, Figure); !ok {
			b.Fatal("not found")
		}
	}
}
