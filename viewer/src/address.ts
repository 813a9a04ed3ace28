import { format, initial, parse, type Selection } from './state/selection';
import type { View } from './state/view.svelte';

/** Changes that are steps of a walk, and make no entry in the history of their own. */
const steps: readonly (keyof Selection)[] = [
  'position', 'top', 'typed', 'from', 'step', 'hypothesis', 'spans', 'picked', 'prompt', 'seed', 'temperature', 'held', 'also',
];

/** What is typed or marked step by step: its beginning and its end are entries. */
const begun: readonly (keyof Selection)[] = ['typed', 'hypothesis', 'spans'];

/** Flipping through units, of one site or of a list, is one entry: the way back leads to where the flipping began. */
const FLIPPING_MS = 1000;

/** Keeps the address and the view the same: a link, a reload and the back button all show what was seen. */
export function keepAddress(view: View, page: Window): void {
  let flipped = -Infinity;
  view.onChange((now, before, origin) => {
    if (origin === 'address') return;
    const address = `#${format(now)}`;
    const names = (Object.keys(now) as (keyof Selection)[]).filter((name) => now[name] !== before[name]);
    const leaves = begun.some((name) => (now[name] === initial[name]) !== (before[name] === initial[name]));
    const walks = origin === 'default' || (!leaves && names.every((name) => steps.includes(name)));
    const flips = names.includes('unit') && names.every((name) => name === 'unit' || name === 'site');
    const goesOn = flips && page.performance.now() - flipped < FLIPPING_MS;
    if (walks || goesOn) page.history.replaceState(null, '', address);
    else page.history.pushState(null, '', address);
    if (!walks) flipped = flips ? page.performance.now() : -Infinity;
  });
  page.addEventListener('popstate', () => view.set(wanted(view, page), 'address'));
}

/** The selection that the address asks for; a run it does not name stays the one that is open. */
export function wanted(view: View, page: Window): Selection {
  const selection = parse(page.location.hash);
  return selection.run === '' ? { ...selection, run: view.selection.run } : selection;
}
