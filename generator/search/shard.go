package search

import "fmt"

// shardSize is how many bytes a shard has on average at most. Every gram of a
// query costs a shard; a smaller one, more files.
const shardSize = 4 << 10

// newShards distributes entries by their hashes, or those that are given for these.
// Within a shard they keep their order. There are always a power of two of them, so that their number is
// the same after nearly every edit.
func newShards(buckets []entries, together map[uint32]uint32) []File {
	total := 0
	for _, bucket := range buckets {
		total += len(bucket.data)
	}
	n := 1
	for n*shardSize < total {
		n *= 2
	}
	place := func(e indexed) int {
		if other, ok := together[e.hash]; ok {
			return int(other) % n
		}
		return int(e.hash) % n
	}
	sizes := make([]int, n)
	for _, bucket := range buckets {
		for _, e := range bucket.index {
			sizes[place(e)] += int(e.size)
		}
	}
	shards := make([]File, n)
	arena := make([]byte, total)
	for i, size := range sizes {
		shards[i].Path = fmt.Sprintf("g%d.bin", i)
		shards[i].Data, arena = arena[:0:size], arena[size:]
	}
	for _, bucket := range buckets {
		data := bucket.data
		for _, e := range bucket.index {
			shard := &shards[place(e)].Data
			*shard = append(*shard, data[:e.size]...)
			data = data[e.size:]
		}
	}
	eachInParallel(n, func() func(int) {
		var p packer
		return func(i int) { shards[i].Data = p.pack(shards[i].Data) }
	})
	return shards
}
