import { mount } from 'svelte';
import App from './App.svelte';
import { keepAddress, wanted } from './address';
import { colourOf } from './marks/colours';
import { Look } from './panels/look.svelte';
import { LiveSource } from './source/live';
import { Desk } from './state/desk.svelte';
import { Memory } from './state/memory.svelte';
import type { Selection } from './state/selection';
import { View } from './state/view.svelte';
import './tokens.css';

declare global {
  interface Window {
    /** For tests and the curious; read only. */
    rnnscope: { colourAt(position: number): string; readonly selection: Selection };
  }
}

const source = new LiveSource('api', window.fetch.bind(window));
const view = new View(source);
const memory = new Memory(view, source);
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
  get selection(): Selection {
    return view.selection;
  },
});

const host = document.getElementById('app');
if (host) mount(App, { target: host, props: { view, memory, desk, look } });
void view.open().then(() => memory.open());
