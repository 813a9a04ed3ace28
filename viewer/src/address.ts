import { format, parse, type Selection } from './state/selection';
import type { View } from './state/view.svelte';

/** Changes that are steps of a walk, and make no entry in the history of their own. */
const steps: readonly (keyof Selection)[] = ['position', 'top', 'typed'];

/** Keeps the address and the view the same: a link, a reload and the back button all show what was seen. */
export function keepAddress(view: View, page: Window): void {
  view.onChange((now, before, origin) => {
    if (origin === 'address') return;
    const names = Object.keys(now) as (keyof Selection)[];
    const walks = names.every((name) => now[name] === before[name] || steps.includes(name));
    const starts = now.typed !== null && before.typed === null;
    const address = `#${format(now)}`;
    if (origin === 'default' || (walks && !starts)) page.history.replaceState(null, '', address);
    else page.history.pushState(null, '', address);
  });
  page.addEventListener('popstate', () => view.set(wanted(view, page), 'address'));
}

/** The selection that the address asks for; a run it does not name stays the one that is open. */
export function wanted(view: View, page: Window): Selection {
  const selection = parse(page.location.hash);
  return selection.run === '' ? { ...selection, run: view.selection.run } : selection;
}
