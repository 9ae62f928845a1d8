package wasm

import (
	"testing"

	"rehearse/demo/explore"
	"rehearse/demo/flowtest"
	"rehearse/demo/simulate"
)

// BenchmarkCompile tells, for each flow of the site, what its module takes to
// make and to send.
func BenchmarkCompile(b *testing.B) {
	for _, f := range flowtest.All(b) {
		b.Run(f.Name, func(b *testing.B) {
			for b.Loop() {
				compile(b, f)
			}
			module := compile(b, f)
			b.ReportMetric(float64(len(module)), "bytes")
			b.ReportMetric(float64(compressed(b, module)), "gz-bytes")
		})
	}
}

// BenchmarkProveAndCompile200Screens is what the build does with the largest
// procedure that is to be expected; the budget is 5 s.
func BenchmarkProveAndCompile200Screens(b *testing.B) {
	src := largeFlow(200)
	for b.Loop() {
		f := parse(b, "large.flow.yaml", src)
		if r := explore.Explore(f, explore.Limits{}); len(r.Problems) > 0 {
			b.Fatal(r.Problems)
		}
		compile(b, f)
	}
}

// BenchmarkEvents plays the scenarios of each flow of the site in a module.
func BenchmarkEvents(b *testing.B) {
	for _, f := range flowtest.All(b) {
		b.Run(f.Name, func(b *testing.B) {
			m := load(b, f, engines()["compiler"], compile(b, f))
			var events []simulate.Event
			for _, s := range scenarios(f, many) {
				events = append(events, s.Events...)
			}
			m.call("restart", 1)
			b.ResetTimer()
			for i := range b.N {
				m.step(events[i%len(events)])
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
		})
	}
}
