import { beforeEach, expect, test, vi } from 'vitest';
import { keepAddress, wanted } from '../src/address';
import type { Source } from '../src/source/source';
import { View } from '../src/state/view.svelte';

/** As much of a window as an address needs. */
function makePage() {
  const entries = ['#'];
  let now = 0;
  let back: () => void = () => {};
  const page = {
    location: { hash: '' },
    performance: { now: () => now },
    history: {
      replaceState: (_: unknown, __: string, address: string) => void entries.splice(-1, 1, address),
      pushState: (_: unknown, __: string, address: string) => void entries.push(address),
    },
    addEventListener: (_: string, listener: () => void) => void (back = listener),
  };
  return { page: page as unknown as Window, entries, pass: (ms: number) => (now += ms), goTo: (hash: string) => ((page.location.hash = hash), back()) };
}

let view: View;
let made: ReturnType<typeof makePage>;

beforeEach(() => {
  view = new View({ manifest: vi.fn(() => new Promise(() => {})) } as unknown as Source);
  made = makePage();
  keepAddress(view, made.page);
});

test('a choice makes an entry, a step does not', () => {
  view.set({ site: 'layers.0.c' });
  view.set({ position: 5 });
  view.set({ top: 3 }, 'default');
  expect(made.entries).toEqual(['#', '#site=layers.0.c&at=5&top=3']);
});

test('flipping through units is one entry, and ends with a pause', () => {
  for (const unit of [1, 2, 3]) view.set({ unit });
  made.pass(5000);
  view.set({ unit: 4 });
  expect(made.entries).toEqual(['#', '#unit=3', '#unit=4']);
});

test('going to a text of one’s own is an entry, typing in it is not', () => {
  for (const typed of ['', 'a', 'ab', null]) view.set({ typed });
  expect(made.entries).toEqual(['#', '#typed=ab', '#']);
});

test('the way back sets the view and writes nothing', () => {
  made.goTo('#unit=7&palette=paper-2015');
  expect(view.selection).toMatchObject({ unit: 7, palette: 'paper-2015' });
  expect(made.entries).toEqual(['#']);
});

test('an address without a run means the one that is open', () => {
  view.selection = { ...view.selection, run: 'demo' };
  expect(wanted(view, made.page).run).toBe('demo');
});
