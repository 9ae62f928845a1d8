// Package camera photographs HTML documents with the Chromium of the machine.
//
// The documents are given to the browser as they are: there is no server, and
// whatever a document would load is not loaded. Pictures of the same document
// by the same browser with the same fonts are the same.
package camera

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"rehearse/demo/chromium"
)

// patience bounds one picture; a machine with other work may need seconds.
const patience = time.Minute

// Camera is a browser that waits for documents. It takes one picture at a time.
type Camera struct {
	// asked is the context of those who want pictures. ctx is the browser's: it
	// outlives the other, so that the browser can be closed in peace.
	asked   context.Context
	ctx     context.Context
	cancel  context.CancelFunc
	profile string
	frame   cdp.FrameID
}

// Open starts the Chromium at a path; see [chromium.Find]. The camera has to be
// closed.
func Open(ctx context.Context, path string) (*Camera, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	profile, err := os.MkdirTemp("", "rehearse-camera-")
	if err != nil {
		return nil, err
	}
	options := append(chromium.Options(path, profile),
		// Letters are drawn the same whatever the screen of this machine is like.
		chromedp.Flag("font-render-hinting", "none"),
		chromedp.Flag("disable-lcd-text", true),
		chromedp.Flag("force-color-profile", "srgb"),
		chromedp.Flag("hide-scrollbars", true),
	)
	own, cancelOwn := context.WithCancel(context.WithoutCancel(ctx))
	allocator, cancelAllocator := chromedp.NewExecAllocator(own, options...)
	tab, cancelTab := chromedp.NewContext(allocator, chromedp.WithErrorf(unheard))
	c := &Camera{asked: ctx, ctx: tab, profile: profile, cancel: func() { cancelTab(); cancelAllocator(); cancelOwn() }}
	stop := context.AfterFunc(ctx, cancelOwn)
	if err := c.begin(); err != nil || !stop() {
		c.cancel() // there may be no browser that could be asked to close
		err = errors.Join(err, ctx.Err())
		return nil, errors.Join(fmt.Errorf("cannot start %s: %w", path, err), os.RemoveAll(profile))
	}
	return c, nil
}

// unheard hears what the driver would otherwise write to the terminal. What
// goes wrong with a picture is returned.
func unheard(string, ...any) {}

// begin opens an empty tab that looks as light and still as a page can.
func (c *Camera) begin() error {
	if err := chromedp.Do(c.ctx, chromedp.Navigate("about:blank")); err != nil {
		return err
	}
	tree, err := chromedp.Call(c.ctx, page.GetFrameTree, cdp.Empty{})
	if err != nil {
		return err
	}
	c.frame = tree.FrameTree.Frame.ID
	_, err = chromedp.Call(c.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Media: "screen",
		Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: "light"},
			{Name: "prefers-reduced-motion", Value: "reduce"},
		},
	})
	return err
}

// Close ends the browser and removes what it left behind.
func (c *Camera) Close() error {
	ctx, cancel := context.WithTimeout(c.ctx, patience)
	defer cancel()
	err := chromedp.Cancel(ctx) // waits, so that the profile can be removed
	c.cancel()
	return errors.Join(err, os.RemoveAll(c.profile))
}

// Scene is a document and how to look at it.
type Scene struct {
	HTML []byte
	// Width and Height of the picture are in CSS pixels. A Height of 0 is that
	// of the document.
	Width, Height int
	// Scale is how many pixels of the picture make one CSS pixel.
	Scale int
}

// maxHeight is the highest document that is photographed, in CSS pixels.
const maxHeight = 8000

// Take photographs a scene.
func (c *Camera) Take(s Scene) (image.Image, error) {
	ctx, cancel := context.WithTimeout(c.ctx, patience)
	defer cancel()
	defer context.AfterFunc(c.asked, cancel)()
	const anyHeight = 800
	if err := view(ctx, s, cmp.Or(s.Height, anyHeight)); err != nil {
		return nil, err
	}
	document := page.SetDocumentContentParams{FrameID: c.frame, HTML: string(s.HTML)}
	if _, err := chromedp.Call(ctx, page.SetDocumentContent, document); err != nil {
		return nil, err
	}
	height, err := chromedp.Run(ctx, chromedp.Evaluate[int](
		"document.fonts.ready.then(() => Math.ceil(document.body.getBoundingClientRect().height))", chromedp.EvalAwaitPromise))
	if err != nil {
		return nil, err
	}
	if s.Height == 0 {
		if err := view(ctx, s, min(max(height, 1), maxHeight)); err != nil {
			return nil, err
		}
	}
	data, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		return nil, err
	}
	return png.Decode(bytes.NewReader(data))
}

// view makes the window as large as the picture.
func view(ctx context.Context, s Scene, height int) error {
	return chromedp.Do(ctx, chromedp.EmulateViewport(int64(s.Width), int64(height), chromedp.EmulateScale(float64(s.Scale))))
}
