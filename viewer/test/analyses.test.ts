import { expect, test, vi } from 'vitest';
import { dotAt, dotChart } from '../src/marks/dots';
import type { Manifest } from '../src/source/contract';
import type { Source } from '../src/source/source';
import { Errors } from '../src/state/errors.svelte';
import { Gates, gatesOf, nearly } from '../src/state/gates.svelte';
import { View } from '../src/state/view.svelte';

const site = (layer: number, signal: string, label: string | null, range: 'signed' | 'gate', keeps: 'open' | null = null) =>
  ({ name: `layers.${layer}.${signal}`, layer, signal, label, width: 2, range, keeps });
const text = { id: 'test', title: 'test', characters: 6, unknown: 0, lossNats: 1 };
const manifest: Manifest = {
  contract: 1, name: 'demo', layers: 2, units: 2, parameters: 10, symbols: 'characters', vocabulary: [97, 98], words: null,
  unit: { name: 'lstm', source: '', equations: [] }, training: null, texts: [text], findings: [],
  sites: [0, 1].flatMap((layer) => [site(layer, 'h', null, 'signed'), site(layer, 'i', 'input gate', 'gate'), site(layer, 'f', 'forget gate', 'gate', 'open'), site(layer, 'k', 'keep', 'gate')]),
};
const ledger = {
  characters: 5, errors: 3,
  classes: [{ name: 'ngram', errors: 2, share: 2 / 3, low: 0.5, high: 0.8, alone: 2, levels: [] }, { name: 'remaining', errors: 1, share: 1 / 3, low: null, high: null, alone: 1, levels: [] }],
};

const settle = (): Promise<void> => new Promise((resume) => setTimeout(resume, 5));

async function opened(sorts = true) {
  const source = {
    runs: async () => [{ name: 'demo', unit: 'lstm', layers: 2, units: 2, testLossNats: 1 }], manifest: async () => manifest,
    symbols: async (_: string, __: string, ___: number, count: number) => new Uint16Array(count),
    rows: async () => new Float32Array(), column: async () => new Float32Array(), statistics: async () => new Float32Array(8),
    saturation: vi.fn(async (_: string, __: string, name: string) => (name === 'layers.1.f' ? Float32Array.of(0, 0.99, 0.2, 0.3) : Float32Array.of(0.96, 0, 0.5, 0.5))),
    // What came at p + 1 was given 1 / e to the power of p.
    predictions: async (_: string, __: string, from: number, count: number) => Float32Array.from({ length: count * 11 }, (___, i) => (i % 11 === 10 ? Math.exp(-(from + (i - 10) / 11)) : 0)),
    ...(sorts ? { errors: async () => ({ ledger, classes: Uint16Array.of(0, 1, 0, 2, 0, 1) }) } : {}),
  } as unknown as Source;
  const view = new View(source);
  await view.open();
  await settle();
  view.look(0, 6);
  return { view, source, gates: new Gates(view, source), errors: new Errors(view, source) };
}

test('a gate is what stays between 0 and 1 and is called one', () => {
  expect(gatesOf(manifest.sites).map(({ signal, keeps, sites }) => [signal, keeps, sites.length])).toEqual([['i', null, 2], ['f', 'open', 2]]);
  expect(gatesOf([site(0, 'h', 'gate of doom', 'gate')])).toEqual([]);
});

test('each unit is a dot of its gate, in each layer', async () => {
  const { gates, source } = await opened();
  gates.ask();
  await settle();
  expect(source.saturation).toHaveBeenCalledTimes(4);
  const dots = gates.dots(gates.gates[1]!);
  expect(dots.map(({ site, unit }) => `${site} ${unit}`)).toEqual(['layers.0.f 0', 'layers.0.f 1', 'layers.1.f 0', 'layers.1.f 1']);
  expect(nearly(dots, 'open')).toMatchObject([{ site: 'layers.1.f', unit: 0 }]);
  expect(nearly(dots, 'shut')).toMatchObject([{ site: 'layers.0.f', unit: 0 }]);
});

test('a pixel leads to the dot that is drawn there, and to none where none is near', () => {
  const dots = [{ left: 0.1, right: 0.8, colour: 'run-0', isChosen: false }, { left: 0.9, right: 0.05, colour: 'run-1', isChosen: true }];
  const circles = dotChart({ size: 200, dots, across: 'a', up: 'b' }).children?.filter(({ tag, attributes }) => tag === 'circle' && attributes['class'] !== 'ring') ?? [];
  expect(circles.map(({ attributes }) => dotAt({ size: 200, dots }, Number(attributes['cx']), Number(attributes['cy'])))).toEqual([0, 1]);
  expect(dotAt({ size: 200, dots }, 120, 80)).toBe(-1);
  expect(dotAt({ size: 200, dots: [] }, 120, 80)).toBe(-1);
});

test('errors are coloured by their class, or only those of one', async () => {
  const { view, errors } = await opened();
  errors.ask();
  await settle();
  expect([...errors.values(0, 6)]).toEqual([0, 1, 0, 2, 0, 1]);
  view.set({ errorClass: 'ngram' });
  expect([...errors.values(1, 4)]).toEqual([1, 0, 0]);
  expect([errors.classAt(3), errors.classAt(2)]).toEqual(['remaining', null]);
});

test('the steps lead from error to error of the class, and round', async () => {
  const { view, errors } = await opened();
  errors.ask();
  await settle();
  const walk = (by: 1 | -1, count: number): (number | null)[] => Array.from({ length: count }, () => (errors.step(by), view.selection.position));
  expect(walk(1, 4)).toEqual([1, 3, 5, 1]);
  view.set({ errorClass: 'remaining', position: null });
  expect(walk(-1, 2)).toEqual([3, 3]);
});

test('by loss, a character has what it cost; the first has nothing', async () => {
  const { view, errors } = await opened();
  view.set({ errorColours: 'loss' });
  errors.ask();
  await settle();
  expect([...errors.values(0, 4)]).toEqual([0, 0, 1, 2].map((nats) => expect.closeTo(nats, 5)));
});

test('where nobody sorts errors, losses colour the text', async () => {
  const { errors } = await opened(false);
  errors.ask();
  await settle();
  expect([errors.isOpen, errors.colours, errors.domain?.high]).toEqual([false, 'loss', 6]);
  expect([...errors.values(1, 3)]).toEqual([0, 1].map((nats) => expect.closeTo(nats, 5)));
});
