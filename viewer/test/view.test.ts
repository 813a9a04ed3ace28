import { expect, test, vi } from 'vitest';
import type { Manifest, TextInfo } from '../src/source/contract';
import type { Source } from '../src/source/source';
import { domainOf, endsOf, orderOf } from '../src/state/scale';
import { predictionAt } from '../src/state/predictions';
import { View } from '../src/state/view.svelte';

const site = (name: string, range: 'signed' | 'gate' | 'free') => ({ name, layer: 0, signal: name.slice(-1), label: null, width: 2, range });
const info = (id: string): TextInfo => ({ id, title: id, characters: 3, unknown: 0, lossNats: 1 });
const manifest: Manifest = {
  contract: 1, name: 'demo', layers: 1, units: 2, parameters: 10, symbols: 'characters', vocabulary: [97, 98], words: null,
  unit: { name: 'lstm', source: '', equations: [] },
  sites: [site('layers.0.h', 'signed'), site('layers.0.c', 'free')],
  training: null, texts: [info('test'), info('other')],
  findings: [{ property: 'p', site: 'layers.0.c', unit: 1, score: 1, measure: 'm', evidence: null }],
};

function source(changes: Partial<Source> = {}): Source {
  return {
    runs: async () => [{ name: 'demo', unit: 'lstm', layers: 1, units: 2, testLossNats: 1 }],
    manifest: async () => manifest,
    symbols: async (_, __, from, count) => new Uint16Array(count).fill(from % 2),
    rows: async (_, __, ___, ____, count) => new Float32Array(count * 2).fill(0.5),
    column: async (_, __, ___, unit, ____, count) => new Float32Array(count).fill(unit),
    statistics: async () => Float32Array.of(-1, 2, 0, 0.1, -5, 3, 0, 0.9),
    saturation: async () => Float32Array.of(0.25, 0.5, 0, 1),
    predictions: async (_, __, ___, count) => new Float32Array(count * 11),
    read: async (_, text) => ({ ...info('typed'), title: text }),
    connectivity: async () => new Float32Array(),
    published: async () => [],
    publishedConnectivity: async () => new Float32Array(),
    ...changes,
  };
}

const settle = (): Promise<void> => new Promise((resume) => setTimeout(resume, 5));

async function opened(changes?: Partial<Source>): Promise<View> {
  const view = new View(source(changes));
  await view.open();
  await settle();
  return view;
}

test('a run opens on its first finding', async () => {
  const view = await opened();
  expect(view.selection).toMatchObject({ run: 'demo', text: 'test', site: 'layers.0.c', unit: 1 });
  expect(view.info?.id).toBe('test');
  expect(view.domain).toMatchObject({ high: expect.closeTo(2.7, 5), from: 'unit', cut: true });
});

test('a unit that is not there becomes one that is', async () => {
  const view = new View(source());
  view.selection = { ...view.selection, run: 'demo', site: 'layers.0.h', unit: 99 };
  await view.open();
  expect(view.selection).toMatchObject({ site: 'layers.0.h', unit: 1 });
});

test('the chosen unit arrives once and stays', async () => {
  const column = vi.fn(source().column);
  const view = await opened({ column });
  view.look(0, 3);
  view.ask();
  await settle();
  view.ask();
  expect(column).toHaveBeenCalledTimes(1);
  expect([...view.column(0, 3)]).toEqual([1, 1, 1]);
  expect(view.value(2)).toBe(1);
});

test('only the last thing typed is read', async () => {
  vi.useFakeTimers();
  const read = vi.fn(source().read);
  const view = new View(source({ read }));
  await view.open();
  for (const typed of ['a', 'ab', 'abc']) view.set({ typed });
  await vi.advanceTimersByTimeAsync(1000);
  vi.useRealTimers();
  expect(read.mock.calls).toEqual([['demo', 'abc']]);
  expect(view.info?.title).toBe('abc');
});

test('a stranger’s contract and a failing server are told', async () => {
  const later = await opened({ manifest: async () => ({ ...manifest, contract: 2 }) });
  expect(later.problem?.detail).toContain('version 2');
  const down = await opened({ runs: () => Promise.reject(new Error('down')) });
  expect(down.problem?.message).toBe('down');
});

test('each kind of site has its scale', () => {
  const statistics = Float32Array.of(-1, 2, 0, 0.1, -5, 3, 0, 0.9);
  expect(domainOf('gate', null, 0, 'unit')).toMatchObject({ low: 0, high: 1, from: 'fixed' });
  expect(domainOf('signed', null, 0, 'unit')).toMatchObject({ low: -1, high: 1, from: 'fixed' });
  expect(domainOf('free', Float32Array.of(-1, 2, 0, 0.9), 0, 'unit')).toMatchObject({ low: -2, high: 2, cut: false });
  expect(domainOf('free', null, 0, 'unit')).toBeNull();
  expect(orderOf(2, 'deviation', statistics)).toEqual([1, 0]);
});

test('a few loud moments do not make a whole text pale', () => {
  const statistics = Float32Array.of(-1, 2, 0.25, 0.25, -5, 3, 0, 1);
  const unit = domainOf('free', statistics, 0, 'unit');
  expect(unit).toMatchObject({ low: -1, high: 1, cut: true });
  expect(unit && endsOf(unit)).toEqual(['≤ −1', '0', '≥ 1']);
  expect(domainOf('free', statistics, 0, 'site')).toMatchObject({ low: -3, high: 3, cut: true });
});

test('a prediction row is told apart', () => {
  const row = Float32Array.of(4, 0.5, 2, 0.25, 0, 0.1, 1, 0.05, 3, 0.01, NaN);
  expect(predictionAt(row, 0)?.guesses[1]).toEqual({ symbol: 2, probability: 0.25 });
  expect(predictionAt(row, 0)?.came).toBeNaN();
  expect(predictionAt(new Float32Array(11).fill(NaN), 0)).toBeNull();
});

test('a network of words knows the word of each character, and draws no guesses under them', async () => {
  const text = Uint16Array.of(0, 1, 2, 0, 2);
  const predictions = vi.fn(source().predictions);
  const view = await opened({
    manifest: async () => ({ ...manifest, vocabulary: [32, 97, 98], words: ['ab', 'b'], texts: [{ ...info('test'), characters: 5 }] }),
    symbols: async (_, __, from, count) => text.slice(from, from + count),
    predictions,
  });
  expect([0, 1, 2, 3, 4].map((at) => view.wordAt(at))).toEqual(['ab', 'ab', 'ab', 'b', 'b']);
  view.set({ predictions: true });
  expect(view.drawsGuesses).toBe(false);
  view.look(0, 5);
  view.ask();
  await settle();
  expect(predictions).not.toHaveBeenCalled();
  view.hovered = 1;
  view.ask();
  await settle();
  expect(predictions).toHaveBeenCalled();
});

test('a network of symbols draws guesses when it is asked to', async () => {
  const view = await opened();
  expect([view.words, view.drawsGuesses]).toEqual([null, false]);
  view.set({ predictions: true });
  expect(view.drawsGuesses).toBe(true);
});
