import { expect, test, vi } from 'vitest';
import type { Whole } from '../src/source/whole';
import { Finder } from '../src/state/finder.svelte';
import { Overview } from '../src/state/overview.svelte';
import { MOST } from '../src/state/search';
import type { View } from '../src/state/view.svelte';

const settle = (ms = 200): Promise<void> => new Promise((resume) => setTimeout(resume, ms));

/** A long text in which something stands at every tenth character. */
function long(changes: Partial<Whole> = {}): { view: View; whole: Whole; at: () => number | null } {
  let position: number | null = null;
  const characters = 200_000;
  const view = {
    place: { run: 'r', text: 't' }, info: { characters }, text: { ids: new Uint16Array() }, manifest: {}, arrived: 0, screen: { from: 0, to: 10 }, isLong: true,
    site: { name: 'layers.0.h' }, hovered: null, problem: null, whole: () => new Float32Array(0),
    selection: { get position() { return position; }, unit: 3 },
    set: (patch: { position: number }) => (position = patch.position),
  } as unknown as View;
  const whole: Whole = {
    search: vi.fn(async (_, __, ___, from: number, most: number) => {
      const first = Math.ceil(from / 10);
      return Int32Array.from({ length: 2 * Math.min(most, Math.max(0, characters / 10 - first)) }, (_, i) => (i % 2 === 0 ? 10 * (first + i / 2) : 2));
    }),
    overview: vi.fn(async () => Float32Array.of(1, 0, 2, 1, 4, 6, 5)),
    density: vi.fn(async () => Float32Array.of(0.5, 0)),
    ...changes,
  };
  return { view, whole, at: () => position };
}

test('behind the last of many, more are asked for; behind the last of all comes the first', async () => {
  const { view, whole, at } = long();
  const finder = new Finder(view, whole);
  finder.query = '/a+/';
  finder.ask();
  await settle();
  expect(finder.found?.spans).toHaveLength(MOST);
  view.set({ position: 10 * (MOST - 1) });
  await finder.step(1);
  expect(at()).toBe(10 * MOST);
  expect(finder.found?.from).toBe(10 * (MOST - 1) + 1);
  view.set({ position: 199_990 });
  await finder.step(1);
  expect(at()).toBe(0);
});

test('a colon leads to a character, at most the last', async () => {
  const { view, at } = long();
  const finder = new Finder(view, undefined);
  finder.query = ':150,000';
  await finder.step(1);
  expect(at()).toBe(150_000);
  finder.query = ':999,999,999';
  await finder.step(1);
  expect(at()).toBe(199_999);
});

test('what cannot be searched for is said, and the next query is free of it', async () => {
  const { view, whole } = long({ search: async () => Promise.reject(new Error('no such expression')) });
  const finder = new Finder(view, whole);
  finder.query = '/(/';
  finder.ask();
  await settle();
  expect([finder.found, finder.problem?.message]).toEqual([null, 'no such expression']);
  finder.query = '/a/';
  expect(finder.problem).toBeNull();
});

test('a picture of a long text is asked for until all of it is there', async () => {
  const answers = [Float32Array.of(0.5, 0, 2, 1), Float32Array.of(1, 0, 2, 1.5)];
  const { view, whole } = long({ overview: vi.fn(async (_, site: string) => (site === 'loss' ? Float32Array.of(1, 0, 9, 3) : (answers.shift() ?? Float32Array.of(1)))) });
  const overview = new Overview(view, whole);
  overview.ask(null, '');
  await settle(300);
  expect([[...overview.unit], [...overview.loss]]).toEqual([[1], [3]]);
  await settle(500);
  expect([...overview.unit]).toEqual([1.5]);
  expect(whole.density).not.toHaveBeenCalled();
});
