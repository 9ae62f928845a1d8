// What a page can do beyond reading. Everything here improves markup that is
// complete without it; nothing here writes a word that is not in the HTML.
import { copyButtons } from "./copy.js";
import { finder } from "./finder.js";
import { printing } from "./printing.js";
import { tables } from "./tables.js";
import { tabs } from "./tabs.js";
import { theme } from "./theme.js";
import { contents } from "./contents.js";
import { pictures } from "./pictures.js";

theme();
finder();
copyButtons();
tabs();
tables();
contents();
pictures();
printing();
