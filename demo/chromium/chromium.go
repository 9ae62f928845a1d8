// Package chromium finds the Chromium of the machine and says how to start it
// so that it keeps to itself: headless, with a profile of its own, and without
// anything that it would fetch on its own account.
package chromium

import (
	"os/exec"
	"time"

	"github.com/chromedp/chromedp"
)

// Missing says what to do where [Find] finds nothing.
const Missing = "install chromium, or set CHROMIUM to its path"

// Find returns the path of a Chromium, or "" where there is none. preferred is
// a path or a name; where it is not empty, no other will do.
func Find(preferred string) string {
	// The shell is the same engine without the windows around it, at a third of the cost.
	names := []string{"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"}
	if preferred != "" {
		names = []string{preferred}
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// Options start the Chromium at a path with its profile in a folder.
func Options(path, profile string) []chromedp.ExecAllocatorOption {
	return []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path),
		chromedp.UserDataDir(profile),
		chromedp.Headless,
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.NoFirstRun,
		chromedp.NoDefaultBrowserCheck,
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.WindowSize(1280, 900),
		chromedp.WSURLReadTimeout(time.Minute),
	}
}
