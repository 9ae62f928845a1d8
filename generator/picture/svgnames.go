package picture

import "strings"

// svgElements are the elements of SVG 1.1 and 2 that draw, describe or animate
// a drawing. Links keep their content; their targets outside go.
var svgElements = words(`
	svg g defs symbol use title desc switch a view style
	path rect circle ellipse line polyline polygon image
	text tspan textPath linearGradient radialGradient stop pattern clipPath mask marker filter
	feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
	feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode
	feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence
	animate animateMotion animateTransform set mpath`)

// svgAttributes are the attributes of those elements; href is looked at apart.
var svgAttributes = words(`
	id class style lang tabindex role aria-label aria-hidden aria-labelledby aria-describedby
	version viewBox preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d points pathLength
	transform transform-origin gradientUnits gradientTransform spreadMethod offset patternUnits patternContentUnits
	patternTransform clipPathUnits maskUnits maskContentUnits markerUnits markerWidth markerHeight refX refY orient
	filterUnits primitiveUnits in in2 result mode type values tableValues slope intercept amplitude exponent
	operator k1 k2 k3 k4 order kernelMatrix divisor bias targetX targetY edgeMode preserveAlpha kernelUnitLength
	surfaceScale diffuseConstant specularConstant specularExponent scale xChannelSelector yChannelSelector
	azimuth elevation dx dy stdDeviation radius baseFrequency numOctaves seed stitchTiles z pointsAtX pointsAtY
	pointsAtZ limitingConeAngle
	rotate textLength lengthAdjust startOffset method spacing side requiredFeatures systemLanguage
	attributeName attributeType begin dur end min max restart repeatCount repeatDur fill calcMode keyTimes
	keySplines keyPoints from to by additive accumulate path
	alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation
	color-interpolation-filters color-rendering cursor direction display dominant-baseline fill-opacity fill-rule
	filter flood-color flood-opacity font font-family font-size font-size-adjust font-stretch font-style
	font-variant font-weight glyph-orientation-horizontal glyph-orientation-vertical image-rendering isolation
	kerning letter-spacing lighting-color marker marker-end marker-mid marker-start mask mask-type mix-blend-mode
	opacity overflow paint-order pointer-events shape-rendering stop-color stop-opacity stroke stroke-dasharray
	stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor
	text-decoration text-orientation text-rendering unicode-bidi vector-effect visibility white-space
	word-spacing writing-mode`)

func words(s string) map[string]bool {
	set := make(map[string]bool)
	for _, word := range strings.Fields(s) {
		set[word] = true
	}
	return set
}
