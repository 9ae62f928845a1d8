/** What helps with reading an article. It comes after the article's text. */
import { comments } from "./comments.js";
import { contents } from "./contents.js";
import { copyButtons } from "./copy.js";
import { pictures } from "./pictures.js";
import { steps } from "./steps.js";
import { tables } from "./tables.js";

export function begin() {
  contents();
  copyButtons();
  steps();
  pictures();
  tables();
  comments();
}
