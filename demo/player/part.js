/** The first element within scope that the storyboard marked with a name. */
export const part = (scope, name) => scope.querySelector(`[data-part="${name}"]`);
