// The pages that checks look at, and what a reader may have done there.
export const home = "/";
export const guide = "/housing-fund/forgotten-password/";
export const list = "/housing-fund/";

export const looked = [
  home, guide, list, "/tags/", "/safety/fake-sites/", "/handbook/markdown/", "/handbook/command-line/", "/about/", "/404.html",
  "/en/", "/en" + guide, "/en" + list, "/en/safety/fake-sites/", "/en/handbook/markdown/",
];

const press = (selector) => async (page) => {
  await page.waitForSelector(selector);
  await page.$eval(selector, (e) => e.click());
};

// states are what can be reached on the guide; each begins on a fresh page.
export const states = {
  practise: press("[data-do=practise]"),
  watch: press("[data-do=watch]"),
  test: press("[data-do=test]"),
  "from a step": press(".from-here"),
  "all screens": press(".rh-all"),
  "a mistake": async (page) => {
    await press("[data-do=practise]")(page);
    await page.waitForSelector("[data-mode=practise] .rh-on [data-button]:enabled");
    await page.$eval("[data-mode=practise] .rh-on [data-button]:enabled", (e) => e.click());
  },
  "a search": async (page) => {
    await press(".find")(page);
    await page.waitForSelector("dialog.search[open] input");
    await page.type("dialog.search input", "密码");
    await page.waitForSelector("#search-results li");
  },
  "larger text": async (page) => {
    await press("[data-text-size]")(page);
    await press("[data-text-size]")(page);
  },
  "a picture": press("a.zoom"),
};
