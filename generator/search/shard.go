package search

// shardSize is how many bytes a shard has on average. Every gram of a query
// costs a shard; a smaller one, more files.
const shardSize = 3 << 10

// newShards distributes entries by their hashes. Within a shard they keep
// their order.
func newShards(buckets []entries) [][]byte {
	total := 0
	for _, bucket := range buckets {
		total += len(bucket.data)
	}
	n := max(1, (total+shardSize-1)/shardSize)
	sizes := make([]int, n)
	for _, bucket := range buckets {
		for _, e := range bucket.index {
			sizes[int(e.hash)%n] += int(e.size)
		}
	}
	shards := make([][]byte, n)
	arena := make([]byte, total)
	for i, size := range sizes {
		shards[i], arena = arena[:0:size], arena[size:]
	}
	for _, bucket := range buckets {
		data := bucket.data
		for _, e := range bucket.index {
			shard := &shards[int(e.hash)%n]
			*shard = append(*shard, data[:e.size]...)
			data = data[e.size:]
		}
	}
	return shards
}

// packShards makes the files of shards.
func packShards(shards [][]byte) []File {
	return pack("g", len(shards), func() func([]byte, int) []byte {
		return func(buf []byte, i int) []byte { return append(buf, shards[i]...) }
	})
}
