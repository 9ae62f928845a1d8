// The judged queries, and how well a list of pages answers one.
import { readFileSync } from "node:fs";

const short = {
  forgot: "housing-fund/forgotten-password",
  two: "housing-fund/two-passwords",
  counter: "housing-fund/counter-visit",
  fake: "safety/fake-sites",
  good: "safety/good-passwords",
  about: "about",
};

/** The queries of judged.txt: {lang, held, query, grades}, grades by the path of a page. */
export function judged() {
  const lines = readFileSync(new URL("judged.txt", import.meta.url), "utf8").split("\n");
  return lines
    .filter((line) => line && !line.startsWith("#"))
    .map((line) => {
      const [asked, pages] = line.split(" | ");
      const [lang, set, ...query] = asked.split(" ");
      const words = pages.trim().split(" ");
      const grades = {};
      for (let i = 0; i < words.length; i += 2) {
        const path = short[words[i]] ?? `handbook/${words[i]}`;
        grades[`${lang === "zh" ? "/" : `/${lang}/`}${path}/`] = Number(words[i + 1]);
      }
      return { lang, held: set === "h", query: query.join(" "), grades };
    });
}

/** The normalised discounted cumulative gain of the first five pages of a result. */
export function ndcg(paths, grades) {
  const gain = (list) => list.slice(0, 5).reduce((sum, grade, i) => sum + (2 ** grade - 1) / Math.log2(i + 2), 0);
  const best = Object.values(grades).sort((a, b) => b - a);
  return gain(paths.map((path) => grades[path] ?? 0)) / gain(best);
}
