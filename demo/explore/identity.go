package explore

import (
	"unicode/utf16"

	"rehearse/demo/flow"
)

// knownIDs are the valid identity numbers that may be typed: the specimens,
// and for the documents that begin otherwise, numbers of people born in 1800,
// whom nobody has given any. Another valid number may be somebody's.
func knownIDs(f *flow.Field) [][]uint16 {
	if f.Kind != flow.ResidentID {
		return nil
	}
	var ids [][]uint16
	add := func(id string) { ids = append(ids, utf16.Encode([]rune(id))) }
	for _, s := range flow.Specimens() {
		add(s)
	}
	for _, area := range [...]string{"810000", "820000", "830000", "900000"} {
		add(withCheck(area + "18000101" + "001"))
	}
	return ids
}

// withCheck adds the check character to 17 digits.
func withCheck(digits string) string {
	for _, c := range "0123456789X" {
		if id := digits + string(c); flow.ValidResidentID(id) {
			return id
		}
	}
	return digits
}
