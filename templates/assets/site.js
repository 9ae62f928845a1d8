/**
 * What a page can do beyond reading. Everything here improves markup that is
 * complete without it; nothing here writes a word that is not in the HTML.
 */
import { finder } from "./finder.js";
import { languages } from "./languages.js";
import { load } from "./load.js";
import { printing } from "./printing.js";
import { size } from "./size.js";
import { tabs } from "./tabs.js";
import { theme } from "./theme.js";

theme();
size();
finder();
languages();
tabs();
printing();

// What helps with reading an article comes when the article is there.
const { reading, readingStyle = "" } = /** @type {HTMLElement} */ (document.getElementById("site:main")).dataset;
if (reading) {
  const begin = () =>
    load(reading, readingStyle).then(
      (module) => module.begin(),
      () => {},
    );
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin);
}
