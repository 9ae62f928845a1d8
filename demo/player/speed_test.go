package player_test

import (
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"rehearse/demo/browsertest"
	"rehearse/demo/flowtest"
)

// BenchmarkFirstScreen measures, on a simulated cheap phone, the time from the
// reader's press on the start button to the first screen alive, in two cases:
// "cold", where nothing of the player has been loaded, and "near", where the
// reader has read for a while before pressing. The processor is slowed down six
// times, and the network is the "slow 4G" of Lighthouse: 1.6 Mbit/s, and 562 ms
// until an answer begins.
func BenchmarkFirstScreen(b *testing.B) {
	for _, name := range []string{"cold", "near"} {
		b.Run(name, func(b *testing.B) {
			p := browsertest.New(b)
			// The rehearsal is far below, so that nothing is loaded by itself.
			s := site{flow: flowtest.Flow(b, "trading-password"), gap: name == "cold"}
			url := s.serve(b)
			var total float64
			for b.Loop() {
				throttle(b, p)
				p.Do(navigate(url))
				p.Wait(`document.querySelector('.rh-ready')`)
				if name == "near" {
					p.Wait(`document.querySelector('link[href$="play.css"]')?.sheet && performance.getEntriesByName(new URL('assets/flow.wasm', location).href).length > 0`)
					time.Sleep(time.Second) // the reader reads
				}
				total += browsertest.Eval[float64](p, `new Promise((resolve) => {
					addEventListener('rehearsal:screen', () => requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began))), { once: true });
					const began = performance.now();
					document.querySelector('[data-do=practise]').click();
				})`)
			}
			b.ReportMetric(total/float64(b.N), "ms/first-screen")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// throttle makes a page as slow as a cheap phone, with nothing in its cache.
func throttle(b *testing.B, p *browsertest.Page) {
	b.Helper()
	slow := &network.Conditions{Latency: 562, DownloadThroughput: 1.6e6 / 8, UploadThroughput: 750e3 / 8}
	_, err := chromedp.Call(p.Context, network.EmulateNetworkConditionsByRule,
		network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{slow}})
	if err == nil {
		_, err = chromedp.Call(p.Context, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 6})
	}
	if err == nil {
		_, err = chromedp.Call(p.Context, network.ClearBrowserCache, cdp.Empty{})
	}
	if err != nil {
		b.Fatal(err)
	}
}
