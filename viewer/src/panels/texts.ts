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

/** From whatever panel to memory, and from memory to the units. */
export function otherPanel(view: View): Panel {
  return view.selection.panel === 'memory' ? 'units' : 'memory';
}

/** The panels that can be shown here: some need a program that answers, and samples a network that predicts symbols. */
export function panelsOf(view: View): readonly Panel[] {
  const can: Readonly<Record<Panel, boolean>> = {
    units: true, gates: view.manifest !== null, errors: view.manifest !== null && view.words === null, memory: true, training: view.hasLab, sample: view.canSample,
    compare: view.hasLab,
  };
  return panels.filter((panel) => can[panel]);
}

/** Whether a panel shows the whole text, to be scrolled. */
export function scrolls(panel: Panel): boolean {
  return panel === 'units' || panel === 'gates' || panel === 'errors' || panel === 'compare';
}

/** Between the panels: the part of the text that was seen stays in sight. */
export function toPanel(view: View, panel: Panel): void {
  const { panel: before, position, top, from, typed, published } = view.selection;
  if (panel === before) return;
  if (panel !== 'memory' && published !== null) return view.set({ panel, published: null, position: null });
  if (panel === 'sample' || before === 'sample' || scrolls(panel) === scrolls(before)) view.set({ panel });
  else if (scrolls(panel)) view.set({ panel, top: from });
  else if (typed !== null && panel === 'memory') view.set({ panel });
  else if (position === null) view.set({ panel, from: top });
  else view.set({ panel, from: position >= from && position < from + STRETCH ? from : Math.max(0, position - BEFORE) });
}
