package render

import (
	"runtime/debug"
	"runtime/metrics"
)

const (
	// roomy is how many bytes the heap may take before garbage is collected, and
	// perPage how many for each page, where that is more: about what the search
	// index of pages of some thousand characters takes anyway.
	roomy   = 192 << 20
	perPage = 12 << 10
	// renderGC and indexGC are the collector's least percentages while pages are
	// rendered, which keeps little of what it makes, and while the search index
	// is built, which keeps most: what a large site takes more than it needs.
	renderGC, indexGC = 60, 25
	// paceEvery is after how many pages the pace is set anew.
	paceEvery = 512
)

// pace lets the collector run when the heap has grown to what a build of so many
// pages will take in the end, rather than in proportion to what is kept: at the
// beginning, when that is little, it would run every few milliseconds. It
// returns the percentage that was set before.
func pace(pages int) int {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	kept := max(int(live[0].Value.Uint64()), 4<<20) // less is taken for this much by the collector
	return debug.SetGCPercent(max(renderGC, (max(roomy, pages*perPage)-kept)*100/kept))
}
