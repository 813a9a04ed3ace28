import { expect, test, vi } from 'vitest';
import type { Difference, Peer, UnitMatch } from '../src/source/contract';
import type { Lab, Source } from '../src/source/source';
import { Compare } from '../src/state/compare.svelte';
import { View } from '../src/state/view.svelte';

const settle = (): Promise<void> => new Promise((resume) => setTimeout(resume, 5));
const site = { name: 'layers.0.h', layer: 0, signal: 'h', label: null, width: 2, range: 'signed' } as const;
const text = { id: 'test', title: 'test', characters: 300, unknown: 0, lossNats: 1 };
const difference: Difference = { count: 3, nats: 0.5, lowNats: 0.4, highNats: 0.6, firstNats: 2, secondNats: 1.5, firstIsBetter: 0.25, forFirst: [], forSecond: [] };
const matches: readonly UnitMatch[] = [{ site: 'layers.1.c', unit: 4, correlation: -0.9 }, { site: 'layers.0.h', unit: 1, correlation: 0.5 }];
const peers: readonly Peer[] = [
  { run: 'one', text: 'test', why: null, snapshots: [0, 10] },
  { run: 'bytes', text: null, why: 'it reads bytes', snapshots: [] },
  { run: 'two', text: 'its', why: null, snapshots: [5] },
];

async function opened(known: readonly Peer[] = peers): Promise<{ compare: Compare; view: View; source: Source; lab: Lab }> {
  const lab: Lab = {
    training: () => Promise.reject(new Error()), log: async () => new Float64Array(), scores: async () => new Float32Array(), column: async () => new Float32Array(),
    peers: vi.fn(async () => known), difference: vi.fn(async () => difference), matches: vi.fn(async () => matches),
  };
  const source: Source = {
    lab,
    runs: async () => ['one', 'bytes', 'two'].map((name) => ({ name, unit: 'lstm', layers: 1, units: 2, testLossNats: 1 })),
    manifest: async (name) => ({
      contract: 1, name, layers: 1, units: 2, parameters: 1, symbols: 'characters', vocabulary: [97], words: null, unit: { name: 'lstm', source: '', equations: [] },
      sites: [site], training: null, texts: [name === 'two' ? { ...text, id: 'its' } : text], findings: [],
    }),
    symbols: async (_, __, ___, count) => new Uint16Array(count),
    rows: async () => new Float32Array(), statistics: async () => new Float32Array(8), saturation: async () => new Float32Array(4),
    column: vi.fn(async (run, _, of, unit, ___, count) => new Float32Array(count).fill(of === 'loss' ? (run === 'one' ? 2 : 3.5) : unit + 0.5)),
    predictions: vi.fn(async (run, _, from, count) => new Float32Array(count * 11).fill(run === 'one' ? from : 0.5)),
    read: async () => text, connectivity: async () => new Float32Array(), published: async () => [], publishedConnectivity: async () => new Float32Array(),
  };
  const view = new View(source);
  await view.open();
  view.set({ panel: 'compare' });
  const compare = new Compare(view, source);
  compare.meet();
  await settle();
  return { compare, view, source, lab };
}

test('the next run that has read the same text is the other one, or whoever the link names', async () => {
  const { compare, view } = await opened();
  expect(compare.other).toMatchObject({ name: 'two', step: null });
  view.set({ others: 'bytes,two%405' });
  expect(compare.other).toMatchObject({ name: 'two@5', step: 5 });
  view.set({ others: 'one%4010' });
  expect(compare.other).toMatchObject({ name: 'one@10', step: 10 });
  view.set({ others: 'one' }); // nobody is compared with itself
  expect(compare.other?.name).toBe('two');
});

test('a run alone is compared with what it was before it learned, or with nobody', async () => {
  expect((await opened(peers.slice(0, 2))).compare.other?.name).toBe('one@0');
  expect((await opened(peers.slice(1, 2))).compare.other).toBeNull();
});

test('colours are the loss here less the loss there, or a unit, or its match', async () => {
  const { compare, view } = await opened();
  view.look(0, 4);
  compare.ask();
  await settle();
  compare.ask(); // the match is known now
  await settle();
  expect([...compare.values(0, 4)]).toEqual([-1.5, -1.5, -1.5, -1.5]);
  expect(compare.domain).toMatchObject({ low: -2, high: 2, cut: true });
  expect(compare.losses(3)).toEqual([2, 3.5]);
  view.set({ shade: 'unit', unit: 1 });
  compare.ask();
  await settle();
  expect(compare.values(1, 2)[0]).toBe(1.5);
  compare.flip();
  expect(view.selection.shade).toBe('match');
  compare.ask();
  await settle();
  expect(compare.values(1, 2)[0]).toBe(4.5);
  compare.flip();
  expect(view.selection.shade).toBe('unit');
});

test('what both expected was asked one character before', async () => {
  const { compare, view, source } = await opened();
  view.look(0, 4);
  view.hovered = 260;
  compare.ask();
  await settle();
  expect(compare.expected(260)[0]?.came).toBe(256); // of the slice with position 259
  expect(compare.expected(260)[1]?.came).toBe(0.5);
  expect(compare.expected(0)).toEqual([null, null]);
  expect(source.predictions).toHaveBeenCalledWith('two', 'its', 256, 256);
});

test('from the other side the match is the unit', async () => {
  const { compare, view, lab } = await opened();
  view.look(0, 4);
  compare.ask();
  await settle();
  expect(lab.matches).toHaveBeenCalledWith('one', 'test', 'layers.0.h', 0, 'two', 0, 300, expect.anything());
  view.set({ match: 1 });
  compare.swap();
  expect(view.selection).toMatchObject({ run: 'two', text: 'its', site: 'layers.0.h', unit: 1, others: 'one', match: 0 });
});

test('who cannot say who else has read the text is not asked again and again', async () => {
  const { compare, view, lab } = await opened();
  vi.mocked(lab.peers).mockClear().mockRejectedValue(new Error('gone'));
  view.place = { run: 'one', text: 'other' };
  for (let i = 0; i < 3; i++) {
    compare.meet();
    await settle();
  }
  expect(lab.peers).toHaveBeenCalledTimes(1);
  expect(compare.trouble()?.message).toBe('gone');
  compare.forgive();
  compare.meet();
  await settle();
  expect(lab.peers).toHaveBeenCalledTimes(2);
});
