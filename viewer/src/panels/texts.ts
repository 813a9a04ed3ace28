import { STRETCH } from '../state/memory.svelte';
import { panels, type Panel } from '../state/selection';
import type { View } from '../state/view.svelte';

/** Of a stretch, the part that stands before the character that was being looked at. */
const BEFORE = Math.round(0.75 * STRETCH);

/** To a text of the run, from its beginning. */
export function toText(view: View, text: string): void {
  view.set({ text, typed: null, published: null, top: 0, from: 0, position: null, spans: '', picked: '' });
}

/** To another run; a text of one's own comes along, to be read by that network too. */
export function toRun(view: View, run: string): void {
  view.set(view.selection.typed === null ? { run, published: null, top: 0, from: 0, position: null, spans: '', picked: '' } : { run });
}

/** To a text of one's own, empty at first. */
export function toOwn(view: View): void {
  view.set({ typed: '', published: null, top: 0, from: 0, position: null, spans: '', picked: '' });
}

/** To the text that somebody published connectivity of. */
export function toPublished(view: View, published: string): void {
  view.set({ panel: 'memory', published, typed: null, from: 0, position: null });
}

export function otherPanel(view: View): Panel {
  return view.selection.panel === 'units' ? 'memory' : 'units';
}

/** The panels that can be shown: samples need a program that answers, and a network that predicts symbols. */
export function panelsOf(view: View): readonly Panel[] {
  return panels.filter((panel) => panel !== 'sample' || view.canSample);
}

/** Between the panels: the part of the text that was seen stays in sight. */
export function toPanel(view: View, panel: Panel): void {
  const { position, top, from, typed, published } = view.selection;
  if (panel === view.selection.panel) return;
  if (panel === 'sample' || view.selection.panel === 'sample') return view.set({ panel });
  if (panel === 'units') view.set(published === null ? { panel, top: from } : { panel, published: null, position: null });
  else if (typed !== null) view.set({ panel });
  else if (position === null) view.set({ panel, from: top });
  else view.set({ panel, from: position >= from && position < from + STRETCH ? from : Math.max(0, position - BEFORE) });
}
