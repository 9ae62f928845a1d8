package simulate

import (
	"encoding/binary"
	"slices"
)

// Bytes encodes a state of m as the module of package wasm keeps it in memory;
// its documentation lists what stands where.
func (m *Machine) Bytes(s State) []byte {
	b := binary.LittleEndian.AppendUint32(nil, s.Random)
	b = appendUnit(b, s.Screen)
	b = appendUnit(b, 0)
	for i, slot := range m.flow.Record {
		v := s.Slots[i]
		switch {
		case slot.Options != nil:
			b = appendUnit(b, v.Choice)
		case v.empty():
			b = appendText(b, 0, nil, slot.Capacity)
		default:
			b = appendText(b, len(v.Text)+1, v.Text, slot.Capacity)
		}
	}
	for i, f := range m.flow.Fields {
		b = appendUnit(b, s.Fields[i].Error)
		v := s.Fields[i].Value
		if f.Kind.IsChoice() {
			b = appendUnit(b, v.Choice)
		} else {
			b = appendText(b, len(v.Text), v.Text, f.Capacity)
		}
		if drawn := f.Kind.Spec().Drawn; drawn != nil {
			b = appendUnits(b, s.Fields[i].Shown, drawn.Units)
		}
	}
	for _, n := range slices.Concat(s.Counters, s.Timers) {
		b = appendUnit(b, n)
	}
	return append(b, make([]byte, -len(b)&3)...)
}

func appendUnit(b []byte, n int) []byte { return binary.LittleEndian.AppendUint16(b, uint16(n)) }

// appendText encodes a text with the number that tells its length, at its
// full capacity.
func appendText(b []byte, length int, text []uint16, capacity int) []byte {
	return appendUnits(appendUnit(b, length), text, capacity)
}

func appendUnits(b []byte, text []uint16, capacity int) []byte {
	for _, u := range text {
		b = appendUnit(b, int(u))
	}
	return append(b, make([]byte, 2*(capacity-len(text)))...)
}
