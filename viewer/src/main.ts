import { mount } from 'svelte';
import App from './App.svelte';
import { keepAddress, wanted } from './address';
import { colourOf } from './marks/colours';
import { Look } from './panels/look.svelte';
import { sourceOf } from './here';
import { Compare } from './state/compare.svelte';
import { Desk } from './state/desk.svelte';
import { Errors } from './state/errors.svelte';
import { Gates } from './state/gates.svelte';
import { Memory } from './state/memory.svelte';
import type { Selection } from './state/selection';
import { Training } from './state/training.svelte';
import { View } from './state/view.svelte';
import './tokens.css';
import './charts.css';

declare global {
  interface Window {
    /** For tests and the curious; read only. */
    rnnscope: { colourAt(position: number): string; valueAt(position: number): number; readonly selection: Selection };
  }
}

/** A page that shows itself late is worse than one whose colours come late. */
const LONGEST_START_MS = 300;

const source = sourceOf(window);
const view = new View(source);
const memory = new Memory(view, source);
const training = new Training(view, source.lab);
const compare = new Compare(view, source);
const gates = new Gates(view, source);
const errors = new Errors(view, source);
const desk = source.inquiry ? new Desk(view, source.inquiry) : null;
const look = new Look(window);
view.selection = wanted(view, window);
keepAddress(view, window);

window.rnnscope = Object.freeze({
  /** The colour of a character as `rgb(r, g, b)`; empty while its value is not here. */
  colourAt(position: number): string {
    const { domain, selection } = view;
    if (!domain) return '';
    return colourOf(look.ramp(domain.kind, selection.palette), view.value(position), domain.low, domain.high) ?? '';
  },
  /** What the chosen unit holds after a character was read; NaN while it is not here. */
  valueAt(position: number): number {
    return view.value(position);
  },
  get selection(): Selection {
    return view.selection;
  },
});

// The first colours are asked for before there is a page to show them: they are read while it is being built.
const opened = view.open();
void Promise.race([source.ready, new Promise((resume) => setTimeout(resume, LONGEST_START_MS))]).then(() => {
  const host = document.getElementById('app');
  if (host) mount(App, { target: host, props: { view, memory, training, compare, gates, errors, desk, look } });
  return opened;
}).then(() => memory.open());
