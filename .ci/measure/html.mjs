import { readFileSync } from "node:fs";
import { join } from "node:path";
import { HtmlValidate } from "html-validate";
import { pages } from "./site.mjs";

// The standard and accessibility, without opinions about style.
const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: {
    // HTML minds neither of these: white space, letters, quotes, optional tags.
    "no-trailing-whitespace": "off",
    "void-style": "off",
    "doctype-style": "off",
    "attr-quotes": "off",
    "attribute-boolean-style": "off",
    "attribute-empty-style": "off",
    // Ids are made of Chinese headings, and "site:main" cannot be one of those.
    "valid-id": ["error", { relaxed: true }],
    // A role is as good as an element; the pictures of links in storyboards must
    // not be links.
    "prefer-native-element": "off",
    // A legend is one way to name a group. The screens of a rehearsal have titles
    // that name them by aria-labelledby; axe sees to it that all have a name.
    "wcag/h71": "off",
    // Titles are as long as authors make them.
    "long-title": "off",
  },
});

/** Validates every page of the site. */
export async function valid({ root, say }) {
  const faults = [];
  const all = pages(root);
  for (const path of all) {
    const file = join(root, path.endsWith("/") ? `${path}index.html` : path);
    const report = await validator.validateString(readFileSync(file, "utf8"), file);
    for (const { messages } of report.results) {
      for (const m of messages) faults.push(`${path}:${m.line}:${m.column} ${m.ruleId}: ${m.message}`);
    }
  }
  say(`${all.length} pages, ${faults.length} errors`);
  return faults;
}
