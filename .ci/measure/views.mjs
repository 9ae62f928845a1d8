// The pages that checks look at, and what a reader may have done there.
export const home = "/";
export const guide = "/housing-fund/forgotten-password/";
export const list = "/housing-fund/";

export const looked = [
  home,
  guide,
  list,
  "/tags/",
  "/safety/fake-sites/",
  "/handbook/markdown/",
  "/handbook/command-line/",
  "/about/",
  "/search/",
  "/404.html",
  "/en/",
  `/en${guide}`,
  `/en${list}`,
  "/en/safety/fake-sites/",
  "/en/handbook/markdown/",
];

const press = (selector) => async (page) => {
  await page.waitForSelector(selector);
  await page.$eval(selector, (e) => e.click());
};

// seek opens the search, and types what stands for the page's language.
const seek = (texts, result) => async (page) => {
  await press(".find")(page);
  await page.waitForSelector("dialog.search[open] input");
  const lang = await page.evaluate(() => document.documentElement.lang.slice(0, 2));
  await page.type("dialog.search input", texts[lang] ?? texts.zh);
  await page.waitForSelector(result);
};

// states are what can be reached on the guide; each begins on a fresh page.
export const states = {
  practise: press("[data-do=practise]"),
  watch: press("[data-do=watch]"),
  test: press("[data-do=test]"),
  "from a step": press(".from-here"),
  "all screens": async (page) => {
    await Promise.all([page.waitForNavigation(), press(".rh-more a")(page)]);
  },
  "a mistake": async (page) => {
    await press("[data-do=practise]")(page);
    await page.waitForSelector("[data-mode=practise] .rh-on [data-button]:enabled");
    await page.$eval("[data-mode=practise] .rh-on [data-button]:enabled", (e) => e.click());
  },
  "a search": seek({ zh: "密码", en: "password" }, "#search-results li"),
  "larger text": async (page) => {
    await press("[data-text-size]")(page);
    await press("[data-text-size]")(page);
  },
  "a picture": press("a.zoom"),
};

const offline = async (page) => {
  await page.setOfflineMode(true);
};

// shown is a state of the first rehearsal, with that in sight.
const shown = (state) => async (page) => {
  await states[state](page);
  await page.$eval(".rehearsal", (e) => e.scrollIntoView());
};

// sights are for the eye: the states, and what a check would find no fault
// with, for it is as it should be.
export const sights = {
  ...states,
  watch: shown("watch"),
  "all screens": shown("all screens"),
  "a search in vain": seek({ zh: "魑魅魍魉", en: "zxqvj" }, "dialog.search .none"),
  "a search offline": async (page) => {
    await offline(page);
    await press(".find")(page);
    await page.waitForSelector(".find.failed");
  },
  "a rehearsal offline": async (page) => {
    await offline(page);
    // The last one: those that are near have been fetched.
    await page.$$eval(".rh-start [data-do=practise]", (all) => all.at(-1).click());
    await page.waitForSelector("[data-part=trouble]:not([hidden])");
  },
  "the skip link": (page) => page.keyboard.press("Tab"),
  "a focused button": (page) => focus(page, "[data-do=practise]"),
  "a focused step": (page) => focus(page, ".step-tools input"),
  "a step done": async (page) => {
    await focus(page, ".step-tools input");
    await page.keyboard.press("Space");
  },
  "larger text in steps": async (page) => {
    await states["larger text"](page);
    await focus(page, ".step-tools input");
  },
};

async function focus(page, selector) {
  await page.waitForSelector(selector);
  await page.keyboard.press("Tab"); // so that the browser shows the focus
  await page.$eval(selector, (e) => {
    e.focus();
    e.scrollIntoView({ block: "center" });
  });
}
