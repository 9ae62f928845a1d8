package site

import (
	"maps"
	"slices"
	"time"
)

const hour = 60 * 60

// chinaTime is the zone of a site that names none.
func chinaTime() *time.Location { return time.FixedZone("", 8*hour) }

// fixedZones are the zones that may be named. All of them have no summer
// time: the same source must give the same site on a machine that has
// another, or no, time zone database.
var fixedZones = map[string]int{
	"UTC":               0,
	"Asia/Shanghai":     8,
	"Asia/Hong_Kong":    8,
	"Asia/Macau":        8,
	"Asia/Taipei":       8,
	"Asia/Singapore":    8,
	"Asia/Kuala_Lumpur": 8,
	"Asia/Bangkok":      7,
	"Asia/Tokyo":        9,
	"Asia/Seoul":        9,
}

func zoneNames() []string { return slices.Sorted(maps.Keys(fixedZones)) }

// parseZone reads the name of a zone or a distance from UTC such as +08:00.
// It returns nil for anything else.
func parseZone(name string) *time.Location {
	if hours, ok := fixedZones[name]; ok {
		return time.FixedZone("", hours*hour)
	}
	t, err := time.Parse("Z07:00", name)
	if err != nil {
		return nil
	}
	_, offset := t.Zone()
	return time.FixedZone("", offset)
}
