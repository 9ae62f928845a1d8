package build

import (
	"runtime/debug"
	"runtime/metrics"
)

const (
	// roomy is how many bytes the heap may take before garbage is collected.
	roomy = 192 << 20
	// renderGC and indexGC are the collector's least percentages while pages are
	// rendered, which keeps little of what it makes, and while the search index
	// is built, which keeps most: what a large site takes more than it needs.
	renderGC, indexGC = 60, 25
	// paceEvery is after how many pages the pace is set anew.
	paceEvery = 512
)

// pace lets the collector run when the heap has grown to what a build may well
// take, rather than in proportion to what is kept: at the beginning, when that
// is little, it would run every few milliseconds. It returns the percentage
// that was set before.
func pace() int {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	kept := max(int(live[0].Value.Uint64()), 4<<20) // less is taken for this much by the collector
	return debug.SetGCPercent(max(renderGC, (roomy-kept)*100/kept))
}
