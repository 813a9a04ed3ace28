import { words } from '../strings';
import type { View } from '../state/view.svelte';

/** What the text panel can be told to do. */
export interface Reader {
  /** Screens on, or back. */
  page(by: number): void;
  /** To the beginning or the end. */
  edge(end: boolean): void;
}

/** What opens above the page. */
export interface Opens {
  help(): void;
  search(): void;
}

interface Key {
  readonly keys: readonly string[];
  readonly shown: string;
  readonly says: string;
  readonly act: (view: View, reader: Reader, opens: Opens) => void;
}

/** The one table of keys: the page acts by it and the help lists it. */
export const keys: readonly Key[] = [
  { keys: ['ArrowUp'], shown: '↑', says: words.keys.unitBefore, act: (view) => flip(view, -1) },
  { keys: ['ArrowDown'], shown: '↓', says: words.keys.unitAfter, act: (view) => flip(view, 1) },
  { keys: ['ArrowLeft'], shown: '←', says: words.keys.back, act: (view) => walk(view, -1) },
  { keys: ['ArrowRight'], shown: '→', says: words.keys.forward, act: (view) => walk(view, 1) },
  { keys: ['PageUp'], shown: 'Page Up', says: words.keys.pageUp, act: (_, reader) => reader.page(-1) },
  { keys: ['PageDown'], shown: 'Page Down', says: words.keys.pageDown, act: (_, reader) => reader.page(1) },
  { keys: ['Home'], shown: 'Home', says: words.keys.home, act: (_, reader) => reader.edge(false) },
  { keys: ['End'], shown: 'End', says: words.keys.end, act: (_, reader) => reader.edge(true) },
  { keys: ['['], shown: '[', says: words.keys.layerBefore, act: (view) => climb(view, -1) },
  { keys: [']'], shown: ']', says: words.keys.layerAfter, act: (view) => climb(view, 1) },
  { keys: ['p'], shown: 'p', says: words.keys.guesses, act: (view) => view.set({ predictions: !view.selection.predictions }) },
  { keys: ['/'], shown: '/', says: words.keys.search, act: (_, __, opens) => opens.search() },
  { keys: ['Escape'], shown: 'Esc', says: words.keys.release, act: (view) => view.set({ position: null }) },
  { keys: ['?'], shown: '?', says: words.keys.help, act: (_, __, opens) => opens.help() },
];

/** Acts on a key unless someone is typing or a control of its own wants it. */
export function press(event: KeyboardEvent, view: View, reader: Reader | undefined, opens: Opens): void {
  const target = event.target as Element | null;
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (target?.closest('input, textarea, select, dialog')) return;
  const key = keys.find(({ keys }) => keys.includes(event.key));
  if (!key || !reader) return;
  event.preventDefault();
  key.act(view, reader, opens);
}

/** To the neighbour of the unit in the order of the strips. */
export function flip(view: View, by: number): void {
  const at = view.order.indexOf(view.selection.unit);
  const unit = view.order[Math.min(Math.max(0, at + by), view.order.length - 1)];
  if (unit !== undefined) view.set({ unit });
}

/** To the same signal one layer up or down. */
export function climb(view: View, by: number): void {
  if (view.site) toLayer(view, view.site.layer + by);
}

export function toLayer(view: View, layer: number): void {
  const sites = view.manifest?.sites.filter((site) => site.layer === layer) ?? [];
  const site = sites.find(({ signal }) => signal === view.site?.signal) ?? sites[0];
  if (site) view.set({ site: site.name, unit: Math.min(view.selection.unit, site.width - 1) });
}

function walk(view: View, by: number): void {
  const { position } = view.selection;
  const last = (view.info?.characters ?? 0) - 1;
  if (last < 0) return;
  view.hovered = null; // a resting pointer must not hide where the keys lead
  view.set({ position: Math.min(Math.max(0, position === null ? view.screen.from : position + by), last) });
}
