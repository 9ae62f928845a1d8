package templates

import "embed"

// Assets holds the sources of the site's CSS and JavaScript, below "assets".
// The entry points are site.css and site.js, which every page loads, and
// search.css and search.js, which are loaded when a reader searches.
//
//go:embed assets
var Assets embed.FS
