import { dress, open } from "./browser.mjs";
import { guide } from "./views.mjs";

// A frame is late when two refreshes of the screen passed without it.
const late = 2 * (1000 / 60) + 1;

/** Scrolls the guide as a finger does, on a processor six times slower. */
export async function smooth({ browser, origin, say }) {
  const page = await browser.newPage();
  await dress(page, { width: 390, height: 844 });
  await open(page, origin + guide);
  const client = await page.createCDPSession();
  await client.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  await page.evaluate(() => {
    window.frames_ = [];
    const tick = (now) => {
      window.frames_.push(now);
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  for (let i = 0; i < 6; i++) {
    await client.send("Input.synthesizeScrollGesture", {
      x: 190,
      y: 600,
      yDistance: -1500,
      speed: 1600,
      gestureSourceType: "touch",
    });
  }
  const times = await page.evaluate(() => window.frames_);
  await page.close();
  const gaps = times.slice(1).map((t, i) => t - times[i]);
  const missed = gaps.filter((g) => g > late);
  const share = missed.length / gaps.length;
  const median = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)];
  say(
    `${gaps.length} frames, median ${(1000 / median).toFixed(0)} fps, ${(share * 100).toFixed(1)} % late, longest ${Math.max(...gaps).toFixed(0)} ms`,
  );
  return median <= 1000 / 60 + 1 && share <= 0.05 ? [] : ["the guide does not scroll at 60 frames a second"];
}
