package cli

import (
	"fmt"
	"strings"
	"time"

	"rehearse/generator/pipeline"
)

// builtText is the closing line of a build that was published to a folder.
func builtText(s pipeline.Summary, elapsed time.Duration, warnings int, folder string) string {
	text := fmt.Sprintf("Built %s (%s) in %s; %d written, %d unchanged",
		contentText(s), sizeText(s.Bytes), timeText(elapsed), s.Written, s.Unchanged)
	if s.Removed > 0 {
		text += fmt.Sprintf(", %d removed", s.Removed)
	}
	if warnings > 0 {
		text += "; " + count(warnings, "warning")
	}
	text += "."
	if s.Others > 0 {
		text += fmt.Sprintf("\nWhat earlier builds made is not known. Kept in %s, though not of this site: %s, the first is %s.",
			folder, count(s.Others, "file"), s.Other)
	}
	if s.NoBaseURL {
		text += "\nIt has no feeds and no sitemap, which need its address: --base-url, or baseURL in site.yaml."
	}
	return text
}

// rememberedText says what a build has added to the file of addresses.
func rememberedText(s pipeline.Summary, file string) string {
	switch {
	case s.Forgotten > 0:
		return fmt.Sprintf("\n%s could not be written (%s): %d addresses are not remembered, and would not be missed.", file, s.Why, s.Forgotten)
	case s.Remembered > 0:
		return fmt.Sprintf("\nRemembered in %s what can be linked to now: %d more. Keep that file with the articles.", file, s.Remembered)
	}
	return ""
}

// checkedText is the closing line of a check that found no error.
func checkedText(s pipeline.Summary, elapsed time.Duration, warnings int) string {
	found := "no problems"
	if warnings > 0 {
		found = count(warnings, "warning")
	}
	return fmt.Sprintf("Checked %s in %s; %s.", contentText(s), timeText(elapsed), found)
}

// problemsText is the closing line of a build or a check that failed.
func problemsText(errors, warnings int, check bool) string {
	var parts []string
	if errors > 0 {
		parts = append(parts, count(errors, "error"))
	}
	if warnings > 0 {
		parts = append(parts, count(warnings, "warning"))
	}
	text := strings.Join(parts, ", ")
	if errors == 0 {
		text += " (and --strict was given)"
	}
	if check {
		return text + "."
	}
	return text + "; nothing was published, the site is as it was before."
}

func contentText(s pipeline.Summary) string {
	return fmt.Sprintf("%s, %s, %s", count(s.Pages, "page"), count(s.Pictures, "picture"), count(s.Flows, "flow"))
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// sizeText gives bytes in decimal units, as file managers do: "1.2 MB".
func sizeText(bytes int64) string {
	if bytes < 1000 {
		return fmt.Sprintf("%d bytes", bytes)
	}
	size, units := float64(bytes)/1000, []string{"kB", "MB", "GB", "TB"}
	for size >= 999.95 && len(units) > 1 { // what %.1f would round up to 1000.0
		size, units = size/1000, units[1:]
	}
	return fmt.Sprintf("%.1f %s", size, units[0])
}

func timeText(d time.Duration) string {
	if d >= time.Minute {
		d = d.Round(time.Second)
		return fmt.Sprintf("%d min %d s", d/time.Minute, d%time.Minute/time.Second)
	}
	return fmt.Sprintf("%.2f s", d.Seconds())
}
