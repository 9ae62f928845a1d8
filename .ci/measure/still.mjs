import { dress } from "./browser.mjs";
import { looked } from "./views.mjs";

/** Scrolls through pages on a slow phone and adds up what moved by itself. */
export async function still({ browser, origin, say }) {
  const faults = [];
  let sum = 0;
  for (const path of looked) {
    for (const width of [390, 1280]) {
      const page = await browser.newPage();
      await dress(page, { width });
      const client = await page.createCDPSession();
      await client.send("Emulation.setCPUThrottlingRate", { rate: 4 });
      await client.send("Network.emulateNetworkConditions", { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 90_000 });
      await page.evaluateOnNewDocument(() => {
        window.shifts = [];
        new PerformanceObserver((entries) => {
          for (const e of entries.getEntries()) {
            if (!e.hadRecentInput) window.shifts.push([e.value, ...e.sources.map((s) => s.node?.parentElement?.outerHTML?.slice(0, 90))]);
          }
        }).observe({ type: "layout-shift", buffered: true });
      });
      await page.goto(origin + path, { waitUntil: "networkidle0" });
      await page.evaluate(async () => {
        for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
          scrollTo({ top: y, behavior: "instant" });
          await new Promise((done) => setTimeout(done, 60));
        }
      });
      for (const [value, ...sources] of await page.evaluate(() => window.shifts)) {
        sum += value;
        faults.push(`${path} at ${width}: moved by ${value.toFixed(4)}: ${sources.join(" | ")}`);
      }
      await page.close();
    }
  }
  say(`cumulative layout shift ${sum.toFixed(4)}`);
  return faults;
}
