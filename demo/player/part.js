/** The first element within scope that the storyboard marked with a name. */
export const part = (scope, name) => scope.querySelector(`[data-part="${name}"]`);

/** Sets an attribute, or removes it where the value is empty. */
export function attribute(element, name, value) {
  if (value) element.setAttribute(name, value);
  else element.removeAttribute(name);
}

/** What the reader's system asks for: fewer things that move by themselves. */
export const isCalm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
