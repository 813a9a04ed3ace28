import type { View } from '../state/view.svelte';

/** To a text of the run, from its beginning. */
export function toText(view: View, text: string): void {
  view.set({ text, typed: null, top: 0, position: null });
}

/** To another run; a text of one's own comes along, to be read by that network too. */
export function toRun(view: View, run: string): void {
  view.set(view.selection.typed === null ? { run, top: 0, position: null } : { run });
}

/** To a text of one's own, empty at first. */
export function toOwn(view: View): void {
  view.set({ typed: '', top: 0, position: null });
}
