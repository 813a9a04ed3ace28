import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Manifest, Published, TextInfo } from '../src/source/contract';
import { Problem, type Source } from '../src/source/source';
import { Memory } from '../src/state/memory.svelte';
import { View } from '../src/state/view.svelte';

const TEXT = 'the cat sat on the mat';
const letters = [...new Set(TEXT)].map((letter) => letter.codePointAt(0) ?? 0);
const info: TextInfo = { id: 'test', title: 'test part', characters: TEXT.length, unknown: 0, lossNats: 1 };
const manifest = (name: string): Manifest => ({
  contract: 1, name, layers: 1, units: 2, parameters: 10, symbols: 'characters', vocabulary: [...letters, -1], words: null,
  unit: { name: 'lstm', source: '', equations: [] },
  sites: [{ name: 'layers.0.h', layer: 0, signal: 'h', label: null, width: 2, range: 'signed' }],
  training: null, texts: [info], findings: [],
});
const published: Published = { id: 'gru', title: 'gru.json', text: ' to be', words: ['to', 'be', 'bee'] };

/** The norm for symbol q in row p is q + 1, whatever the text. */
function answer(text: string): Float32Array {
  return Float32Array.from([...text].flatMap((letter, p) => [letter.codePointAt(0) ?? -1, p, 0, 0.5, 1, 0, 0.5, 1, 0.25, 2, 0.125, ...Array.from({ length: p + 1 }, (_, q) => q + 1)]));
}

function source(changes: Partial<Source> = {}): Source {
  return {
    runs: async () => ['one', 'two'].map((name) => ({ name, unit: 'lstm', layers: 1, units: 2, testLossNats: 1 })),
    manifest: async (run) => manifest(run),
    symbols: async (_, __, from, count) => Uint16Array.from([...TEXT].slice(from, from + count), (letter) => letters.indexOf(letter.codePointAt(0) ?? 0)),
    rows: async () => new Float32Array(),
    column: async () => new Float32Array(),
    statistics: async () => new Float32Array(8), saturation: async () => new Float32Array(4),
    predictions: async () => new Float32Array(),
    read: async () => info,
    connectivity: async (_, text) => answer(text),
    published: async () => [published],
    publishedConnectivity: async () => answer(published.text),
    ...changes,
  };
}

let stop: () => void = () => {};

async function opened(changes?: Partial<Source>, selection = {}): Promise<{ view: View; memory: Memory }> {
  const made = source(changes);
  const view = new View(made);
  view.selection = { ...view.selection, panel: 'memory', ...selection };
  const memory = new Memory(view, made);
  await view.open();
  await memory.open();
  await ask(memory);
  return { view, memory };
}

/** As the page does when anything has changed. */
async function ask(memory: Memory, ms = 1000): Promise<void> {
  stop();
  stop = memory.ask();
  await vi.advanceTimersByTimeAsync(ms);
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  stop();
  vi.useRealTimers();
});

test('every run reads the same stretch, and one position is chosen in all', async () => {
  const { view, memory } = await opened({}, { from: 4 });
  expect(memory.stretch?.characters.join('')).toBe(TEXT.slice(4));
  expect(memory.strips.map(({ name }) => name)).toEqual(['one', 'two']);
  expect(memory.strips.map(({ rows }) => rows?.length)).toEqual([18, 18]);
  memory.choose(3);
  expect(view.selection.position).toBe(7);
  expect(memory.strips.map((strip) => memory.symbolAt(strip, memory.at))).toEqual([3, 3]);
  memory.hover(6);
  expect(memory.at).toBe(6);
  memory.hover(null);
  expect(memory.at).toBe(3);
  memory.choose(99);
  expect(view.selection.position).toBe(TEXT.length - 1);
  expect(memory.most).toBe(18);
  view.set({ norm: 'squared' });
  expect(memory.most).toBe(324);
});

test('a position outside the stretch does not count', async () => {
  const { view, memory } = await opened({}, { from: 4 });
  view.set({ position: 1 });
  expect(memory.at).toBe(8);
});

test('what was published stands beside the runs that read its text', async () => {
  const { memory } = await opened({}, { published: 'gru' });
  expect(memory.strips.map(({ name }) => name)).toEqual(['one', 'two', 'gru.json']);
  expect(memory.strips[2]?.faceOf(2)).toBe('bee');
  expect(memory.publishedTexts).toEqual([{ id: 'gru', title: 'gru.json', text: ' to be', ids: ['gru'] }]);
});

test('with nothing but published data, they are shown', async () => {
  const { view, memory } = await opened({ runs: async () => [] }, { panel: 'units' });
  expect(view.selection).toMatchObject({ panel: 'memory', published: 'gru' });
  expect(memory.strips.map(({ name }) => name)).toEqual(['gru.json']);
});

test('only what is typed last is followed back, and what nobody waits for is ended', async () => {
  const signals: AbortSignal[] = [];
  const connectivity = vi.fn((_: string, text: string, __: unknown, signal?: AbortSignal) => {
    if (signal) signals.push(signal);
    return text === 'abc' ? new Promise<Float32Array>((_, reject) => signal?.addEventListener('abort', () => reject(new Error('ended')))) : Promise.resolve(answer(text));
  });
  const { view, memory } = await opened({ connectivity }, { typed: '' });
  expect(connectivity).not.toHaveBeenCalled();
  for (const typed of ['a', 'ab', 'abc']) {
    view.set({ typed });
    await ask(memory, 10);
  }
  await vi.advanceTimersByTimeAsync(1000);
  expect(connectivity.mock.calls.map(([run, text]) => `${run} ${text}`)).toEqual(['one abc', 'two abc']);
  expect(memory.strips.map(({ rows }) => rows)).toEqual([null, null]);
  view.set({ typed: 'abcd' });
  await ask(memory);
  expect(signals.slice(0, 2).map(({ aborted }) => aborted)).toEqual([true, true]);
  expect(memory.strips.map(({ rows, problem }) => [rows?.length, problem])).toEqual([[4, null], [4, null]]);
  expect(memory.at).toBe(3); // the end of what is typed
});

test('a long text of one’s own is cut, and counted in characters', async () => {
  const { memory } = await opened({}, { typed: '😀'.repeat(501) });
  expect(memory.stretch?.characters.length).toBe(500);
  expect(memory.strips[0]?.rows?.length).toBe(500);
});

test('what one network cannot answer is said at its strip, and can be tried again', async () => {
  let broken = true;
  const connectivity = async (run: string, text: string): Promise<Float32Array> => {
    if (run === 'two' && broken) throw new Problem('too long', 'expected less');
    return answer(run === 'one' && broken ? text + text : text);
  };
  const { memory } = await opened({ connectivity });
  expect(memory.strips.map(({ problem }) => problem?.message)).toEqual(['The answer was cut short', 'too long']);
  broken = false;
  memory.forgive();
  await ask(memory);
  expect(memory.strips.map(({ problem }) => problem)).toEqual([null, null]);
});

test('a network of words stands beside one of symbols, with its own symbols and words', async () => {
  const words = ['cat', 'mat'];
  // " cat" is read of "Cat!": a space before the first letter, and nothing of the exclamation mark.
  const read = [[32, 0], [99, 0], [97, 1], [116, 2]];
  const rows = read.flatMap(([code = 0, character = 0], p) => [code, character, 0, 0.5, 1, 0, 0.5, 1, 0.25, -1, NaN, ...Array.from({ length: p + 1 }, () => 1)]);
  const { memory } = await opened(
    {
      manifest: async (run) => ({ ...manifest(run), words: run === 'two' ? words : null }),
      connectivity: async (run, text) => (run === 'two' ? Float32Array.from(rows) : answer(text)),
    },
    { typed: 'Cat!' },
  );
  const [one, two] = memory.strips;
  if (!one || !two) throw new Error('expected two strips');
  expect(memory.strips.map(({ kind, problem }) => [kind, problem])).toEqual([['symbols', null], ['words', null]]);
  expect(two.symbols.map(({ glyph }) => glyph.text).join('')).toBe(' cat');
  expect(two.rows?.[3]?.guesses.map(({ symbol }) => two.faceOf(symbol))).toEqual(['cat', 'mat']);
  expect(two.says).toContain('predicts 2 words');
  expect([0, 1, 2, 3].map((character) => memory.symbolAt(two, character))).toEqual([1, 2, 3, 3]);
  expect([0, 3].map((symbol) => memory.wordStart(two, symbol))).toEqual([0, 0]);
  expect(memory.at).toBe(3);
});

test('the stretch turns with the chosen position, and stays within the text', async () => {
  const { view, memory } = await opened();
  view.set({ position: 2 });
  memory.turn(-1);
  expect(view.selection).toMatchObject({ from: 0, position: 2 });
  memory.turn(1);
  expect(view.selection).toMatchObject({ from: TEXT.length - 1, position: TEXT.length - 1 });
});
