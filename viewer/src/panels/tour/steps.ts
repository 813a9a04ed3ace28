import type { Panel, Selection } from '../../state/selection';
import type { View } from '../../state/view.svelte';
import { words } from '../../strings';
import { panelsOf } from '../texts';

/** A stop of the tour: a view that it sets, and what on it is pointed at. */
export interface Step {
  readonly name: keyof typeof words.tour.steps;
  readonly panel: Panel;
  readonly set: (view: View) => Partial<Selection>;
  /** A selector. */
  readonly at: string;
}

/** Something to stand on: the first character on screen that is followed by others of its word. */
function aCharacter(view: View): number {
  const { position } = view.selection;
  return position ?? Math.min(view.screen.from + 12, Math.max(0, (view.info?.characters ?? 1) - 2));
}

const all: readonly Step[] = [
  { name: 'text', panel: 'units', set: () => ({ typed: null }), at: '[data-testid=text]' },
  { name: 'strips', panel: 'units', set: () => ({ order: 'deviation' }), at: '[data-testid=strips]' },
  { name: 'character', panel: 'units', set: (view) => ({ tab: 'character', position: aCharacter(view) }), at: '[data-testid=details]' },
  { name: 'findings', panel: 'units', set: () => ({ tab: 'character' }), at: '[data-testid=findings]' },
  { name: 'errors', panel: 'errors', set: () => ({}), at: '[data-testid=ledger]' },
  { name: 'memory', panel: 'memory', set: () => ({}), at: '[data-testid=strip]' },
  { name: 'own', panel: 'units', set: () => ({}), at: '[data-tour=own]' },
];

/** The stops that this page has: one that shows what is missing would teach nothing. */
export function stepsOf(view: View, hasLab: boolean): readonly Step[] {
  const panels = panelsOf(view);
  return all.filter(({ name, panel }) => panels.includes(panel)
    && (name !== 'findings' || (view.manifest?.findings.length ?? 0) > 0)
    && (name !== 'errors' || hasLab));
}
