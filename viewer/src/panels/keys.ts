import type { Compare } from '../state/compare.svelte';
import type { Desk } from '../state/desk.svelte';
import type { Errors } from '../state/errors.svelte';
import type { Gates } from '../state/gates.svelte';
import type { Memory } from '../state/memory.svelte';
import { errorColours, heats, norms, panels, stepAxes, type Panel, type Selection } from '../state/selection';
import type { Training } from '../state/training.svelte';
import { targets } from '../source/contract';
import { words } from '../strings';
import type { View } from '../state/view.svelte';
import { otherPanel, panelsOf, scrolls, toPanel } from './texts';

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

/** Everything that keys act on. */
export interface Room {
  readonly view: View;
  readonly memory: Memory;
  readonly training: Training;
  readonly compare: Compare;
  readonly gates: Gates;
  readonly errors: Errors;
  /** Null in a page that no program answers. */
  readonly desk: Desk | null;
  /** Null while no text is on screen. */
  readonly reader: Reader | undefined;
  readonly opens: Opens;
}

interface Key {
  readonly keys: readonly string[];
  readonly shown: string;
  readonly says: string;
  /** Only with the Shift key; stands before the same key without. */
  readonly shift?: boolean;
  readonly act: (room: Room, pressed: string) => void;
}

const everywhere: readonly Key[] = [
  { keys: ['m'], shown: 'm', says: words.keys.panel, act: ({ view }) => toPanel(view, otherPanel(view)) },
  { keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'], shown: '1 2 3 …', says: words.keys.number, act: ({ view }, pressed) => {
    const panel = panels[Number(pressed) - 1];
    if (panel && panelsOf(view).includes(panel)) toPanel(view, panel);
  } },
  { keys: ['Escape'], shown: 'Esc', says: words.keys.release, act: ({ view }) => view.set(view.selection.position === null ? { spans: '', picked: '' } : { position: null }) },
  { keys: ['?'], shown: '?', says: words.keys.help, act: ({ opens }) => opens.help() },
];

/** Through a text that scrolls, and through the units. */
const reading: readonly Key[] = [
  { keys: ['ArrowUp'], shown: '↑', says: words.keys.unitBefore, act: ({ view }) => flip(view, -1) },
  { keys: ['ArrowDown'], shown: '↓', says: words.keys.unitAfter, act: ({ view }) => flip(view, 1) },
  { keys: ['ArrowLeft'], shown: '←', says: words.keys.back, act: ({ view }) => walk(view, -1) },
  { keys: ['ArrowRight'], shown: '→', says: words.keys.forward, act: ({ view }) => walk(view, 1) },
  { keys: ['PageUp'], shown: 'Page Up', says: words.keys.pageUp, act: ({ reader }) => reader?.page(-1) },
  { keys: ['PageDown'], shown: 'Page Down', says: words.keys.pageDown, act: ({ reader }) => reader?.page(1) },
  { keys: ['Home'], shown: 'Home', says: words.keys.home, act: ({ reader }) => reader?.edge(false) },
  { keys: ['End'], shown: 'End', says: words.keys.end, act: ({ reader }) => reader?.edge(true) },
  { keys: ['['], shown: '[', says: words.keys.layerBefore, act: ({ view }) => climb(view, -1) },
  { keys: [']'], shown: ']', says: words.keys.layerAfter, act: ({ view }) => climb(view, 1) },
];

/** The one table of keys: the page acts by it and the help lists it. */
export const keys: Readonly<Record<Panel, readonly Key[]>> = {
  units: [
    { keys: ['ArrowLeft'], shift: true, shown: 'Shift ←', says: words.keys.growBack, act: ({ desk }) => desk?.marking.grow(-1) },
    { keys: ['ArrowRight'], shift: true, shown: 'Shift →', says: words.keys.grow, act: ({ desk }) => desk?.marking.grow(1) },
    ...reading,
    { keys: ['p'], shown: 'p', says: words.keys.guesses, act: ({ view }) => view.set({ predictions: !view.selection.predictions }) },
    { keys: ['/'], shown: '/', says: words.keys.search, act: ({ opens }) => opens.search() },
    { keys: ['c'], shown: 'c', says: words.keys.character, act: ({ view }) => view.set({ tab: 'character' }) },
    { keys: ['u'], shown: 'u', says: words.keys.unit, act: ({ view }) => view.set({ tab: 'unit' }) },
    { keys: ['h'], shown: 'h', says: words.keys.hypothesis, act: ({ view }) => view.set({ tab: 'hypothesis' }) },
    { keys: ['b'], shown: 'b', says: words.keys.span, act: ({ view }) => view.set({ tab: 'span' }) },
    ...everywhere,
  ],
  gates: [
    ...reading,
    { keys: ['g'], shown: 'g', says: words.keys.gate, act: ({ view, gates }) => nextGate(view, gates) },
    { keys: ['/'], shown: '/', says: words.keys.search, act: ({ opens }) => opens.search() },
    ...everywhere,
  ],
  errors: [
    ...reading,
    { keys: ['n'], shown: 'n', says: words.keys.nextError, act: ({ errors }) => errors.step(1) },
    { keys: ['N'], shown: 'Shift n', says: words.keys.previousError, act: ({ errors }) => errors.step(-1) },
    { keys: ['e'], shown: 'e', says: words.keys.errorColours, act: ({ view }) => turnOver(view, 'errorColours', errorColours) },
    { keys: ['/'], shown: '/', says: words.keys.search, act: ({ opens }) => opens.search() },
    ...everywhere,
  ],
  memory: [
    { keys: ['ArrowLeft'], shown: '←', says: words.keys.back, act: ({ memory }) => memory.choose(memory.at - 1) },
    { keys: ['ArrowRight'], shown: '→', says: words.keys.forward, act: ({ memory }) => memory.choose(memory.at + 1) },
    { keys: ['Home'], shown: 'Home', says: words.keys.first, act: ({ memory }) => memory.choose(0) },
    { keys: ['End'], shown: 'End', says: words.keys.last, act: ({ memory }) => memory.choose(Infinity) },
    { keys: ['PageUp'], shown: 'Page Up', says: words.keys.stretchBack, act: ({ memory }) => memory.turn(-1) },
    { keys: ['PageDown'], shown: 'Page Down', says: words.keys.stretchOn, act: ({ memory }) => memory.turn(1) },
    { keys: ['n'], shown: 'n', says: words.keys.norm, act: ({ view }) => turnOver(view, 'norm', norms) },
    { keys: ['s'], shown: 's', says: words.keys.heat, act: ({ view }) => turnOver(view, 'heat', heats) },
    { keys: ['t'], shown: 't', says: words.keys.target, act: ({ view }) => turnOver(view, 'target', targets) },
    ...everywhere,
  ],
  compare: [
    ...reading,
    { keys: ['x'], shown: 'x', says: words.keys.flipMatch, act: ({ compare }) => compare.flip() },
    { keys: ['d'], shown: 'd', says: words.keys.difference, act: ({ view }) => view.set({ shade: 'difference' }) },
    { keys: ['w'], shown: 'w', says: words.keys.swap, act: ({ compare }) => compare.swap() },
    { keys: ['/'], shown: '/', says: words.keys.search, act: ({ opens }) => opens.search() },
    ...everywhere,
  ],
  training: [
    { keys: ['ArrowUp'], shown: '↑', says: words.keys.unitBefore, act: ({ view }) => flip(view, -1) },
    { keys: ['ArrowDown'], shown: '↓', says: words.keys.unitAfter, act: ({ view }) => flip(view, 1) },
    { keys: ['ArrowLeft'], shown: '←', says: words.keys.snapshotBefore, act: ({ training }) => training.choose(training.at - 1) },
    { keys: ['ArrowRight'], shown: '→', says: words.keys.snapshotAfter, act: ({ training }) => training.choose(training.at + 1) },
    { keys: ['Home'], shown: 'Home', says: words.keys.firstSnapshot, act: ({ training }) => training.choose(0) },
    { keys: ['End'], shown: 'End', says: words.keys.lastSnapshot, act: ({ training }) => training.choose(Infinity) },
    { keys: ['PageUp'], shown: 'Page Up', says: words.keys.stretchBack, act: ({ training }) => training.turn(-1) },
    { keys: ['PageDown'], shown: 'Page Down', says: words.keys.stretchOn, act: ({ training }) => training.turn(1) },
    { keys: ['['], shown: '[', says: words.keys.layerBefore, act: ({ view }) => climb(view, -1) },
    { keys: [']'], shown: ']', says: words.keys.layerAfter, act: ({ view }) => climb(view, 1) },
    { keys: ['s'], shown: 's', says: words.keys.steps, act: ({ view }) => turnOver(view, 'steps', stepAxes) },
    ...everywhere,
  ],
  sample: [
    { keys: ['ArrowUp'], shown: '↑', says: words.keys.unitBefore, act: ({ view }) => flip(view, -1) },
    { keys: ['ArrowDown'], shown: '↓', says: words.keys.unitAfter, act: ({ view }) => flip(view, 1) },
    { keys: ['['], shown: '[', says: words.keys.layerBefore, act: ({ view }) => climb(view, -1) },
    { keys: [']'], shown: ']', says: words.keys.layerAfter, act: ({ view }) => climb(view, 1) },
    { keys: ['n'], shown: 'n', says: words.keys.another, act: ({ view }) => view.set({ seed: view.selection.seed + 1 }) },
    ...everywhere,
  ],
};

/** Acts on a key unless someone is typing or a control of its own wants it. */
export function press(event: KeyboardEvent, room: Room): void {
  const target = event.target as Element | null;
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (target?.closest('input, textarea, select, dialog')) return;
  const { panel } = room.view.selection;
  const key = keys[panel].find(({ keys, shift }) => keys.includes(event.key) && (!shift || event.shiftKey));
  if (!key || (scrolls(panel) && !room.reader)) return;
  event.preventDefault();
  key.act(room, event.key);
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

/** To the next gate of the layer, or to the first. */
function nextGate(view: View, { gates }: Gates): void {
  const at = gates.findIndex(({ signal }) => signal === view.site?.signal);
  const next = gates[(at + 1) % gates.length]?.sites.find(({ layer }) => layer === view.site?.layer);
  if (next) view.set({ site: next.name, unit: Math.min(view.selection.unit, next.width - 1) });
}

function walk(view: View, by: number): void {
  const { position } = view.selection;
  const last = (view.info?.characters ?? 0) - 1;
  if (last < 0) return;
  view.hovered = null; // a resting pointer must not hide where the keys lead
  view.set({ position: Math.min(Math.max(0, position === null ? view.screen.from : position + by), last) });
}

/** To the other of two. */
function turnOver<K extends 'norm' | 'heat' | 'target' | 'steps' | 'errorColours'>(view: View, name: K, [first, second]: readonly [Selection[K], Selection[K]]): void {
  view.set({ [name]: view.selection[name] === first ? second : first });
}
