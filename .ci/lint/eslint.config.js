// What the shipped scripts ask of browsers: nothing above the floor that is
// declared in package.json and CONTRIBUTING.md.
import { readFileSync } from "node:fs";
import compat from "eslint-plugin-compat";

const { browserslist } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));

export default [
  {
    files: ["demo/player/*.js", "templates/assets/*.js"],
    plugins: { compat },
    rules: { "compat/compat": "error" },
    settings: { browsers: browserslist, lintAllEsApis: true },
  },
];
