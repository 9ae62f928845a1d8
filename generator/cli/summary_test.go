package cli

import (
	"testing"
	"time"

	"rehearse/generator/pipeline"
)

func TestSummary(t *testing.T) {
	s := pipeline.Summary{
		Pages: 42, Pictures: 3, Flows: 1, Files: 123, Written: 3, Unchanged: 120,
		Bytes: 1234567,
	}
	const elapsed = 312 * time.Millisecond
	homeless := s
	homeless.NoBaseURL = true
	removed := s
	removed.Removed = 2
	tests := []struct{ got, want string }{
		{builtText(s, elapsed, 0, "public"), "Built 42 pages, 3 pictures, 1 flow (1.2 MB) in 0.31 s; 3 written, 120 unchanged."},
		{builtText(removed, elapsed, 1, "public"), "Built 42 pages, 3 pictures, 1 flow (1.2 MB) in 0.31 s; 3 written, 120 unchanged, 2 removed; 1 warning."},
		{builtText(homeless, elapsed, 0, "public"), "Built 42 pages, 3 pictures, 1 flow (1.2 MB) in 0.31 s; 3 written, 120 unchanged.\n" +
			"It has no feeds and no sitemap, which need its address: --base-url, or baseURL in site.yaml."},
		{checkedText(homeless, elapsed, 0), "Checked 42 pages, 3 pictures, 1 flow in 0.31 s; no problems."},
		{checkedText(s, elapsed, 0), "Checked 42 pages, 3 pictures, 1 flow in 0.31 s; no problems."},
		{checkedText(s, elapsed, 2), "Checked 42 pages, 3 pictures, 1 flow in 0.31 s; 2 warnings."},
		{problemsText(1, 0, false), "1 error; nothing was published, the site is as it was before."},
		{problemsText(2, 3, true), "2 errors, 3 warnings."},
		{problemsText(0, 1, true), "1 warning (and --strict was given)."},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("got  %s\nwant %s", test.got, test.want)
		}
	}
}

func TestSizeText(t *testing.T) {
	for bytes, want := range map[int64]string{
		0: "0 bytes", 999: "999 bytes", 1000: "1.0 kB", 999_900: "999.9 kB", 999_951: "1.0 MB",
		2_500_000_000: "2.5 GB", 9_000_000_000_000_000: "9000.0 TB",
	} {
		if got := sizeText(bytes); got != want {
			t.Errorf("sizeText(%d) = %s, want %s", bytes, got, want)
		}
	}
}

func TestTimeText(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0.00 s", 4 * time.Millisecond: "0.00 s", 1234 * time.Millisecond: "1.23 s",
		time.Minute: "1 min 0 s", 119700 * time.Millisecond: "2 min 0 s",
	} {
		if got := timeText(d); got != want {
			t.Errorf("timeText(%s) = %s, want %s", d, got, want)
		}
	}
}
