// What the shipped style sheets ask of browsers: nothing above the floor that is
// declared in package.json and CONTRIBUTING.md, except what is missed by nobody.
export default {
  plugins: ["stylelint-no-unsupported-browser-features"],
  rules: {
    // One selector that a browser does not know takes the whole rule away.
    "selector-pseudo-class-disallowed-list": ["is"],
    "plugin/no-unsupported-browser-features": [
      true,
      {
        ignorePartialSupport: true,
        ignore: [
          "css-focus-visible", // the browser's own ring remains
          "css-has", // hides what would move while a page comes, or be in the way
          "css-marker-pseudo",
          "css-not-sel-list", // told of every :not, also with one selector
          "css-overscroll-behavior",
          "css-paged-media",
          "css-scroll-behavior",
          "css-selection",
          "css3-cursors", // there are none on phones
          "css3-cursors-newer",
          "extended-system-fonts", // others follow in the list
          "flexbox-gap", // things stand closer
          "viewport-unit-variants", // always after vh
        ],
      },
    ],
  },
};
