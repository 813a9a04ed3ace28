import { expect, test, vi } from 'vitest';
import type { Lab } from '../src/source/source';
import { Problem } from '../src/source/source';
import { Answers } from '../src/state/answers';
import { lossAt, reportAt, reportsOf } from '../src/state/log';
import { Training } from '../src/state/training.svelte';
import { View } from '../src/state/view.svelte';

const settle = (): Promise<void> => new Promise((resume) => setTimeout(resume, 5));
const lines = [10, 0.5, 2.5, NaN, 0.25, 1000, 20, 1, 2.25, 2.375, 0.5, 1100];

test('lines of a log become reports', () => {
  const reports = reportsOf(Float64Array.from(lines));
  expect(reports[1]).toEqual({ step: 20, epoch: 1, train: 2.25, validation: 2.375, norm: 0.5, speed: 1100 });
  expect(reportAt(reports, 14)?.step).toBe(10);
  expect(reportAt([], 14)).toBeUndefined();
  expect([lossAt(reports, 19), lossAt(reports, 25)]).toEqual([NaN, 2.375]);
});

test('answers come in the order of urgency, a few at a time, and only to who still waits', async () => {
  const asked: string[] = [];
  const given: string[] = [];
  const resumes = new Map<string, (value: string) => void>();
  const answers = new Answers<string>(() => undefined, 2, 2);
  const question = (key: string) => ({
    key,
    load: (signal: AbortSignal) => new Promise<string>((resume, reject) => {
      asked.push(key);
      resumes.set(key, resume);
      signal.addEventListener('abort', () => (given.push(key), reject(new Error('aborted'))));
    }),
  });
  answers.want(['a', 'b', 'c'].map(question));
  expect(asked).toEqual(['a', 'b']);
  resumes.get('a')?.('A');
  await settle();
  expect(asked).toEqual(['a', 'b', 'c']);
  answers.want(['c', 'd', 'a'].map(question));
  expect(given).toEqual(['b']);
  expect(asked).toEqual(['a', 'b', 'c', 'd']);
  for (const key of ['c', 'd']) resumes.get(key)?.(key.toUpperCase());
  await settle();
  expect([answers.get('a'), answers.get('c'), answers.get('d'), answers.problem('b')]).toEqual([undefined, 'C', 'D', undefined]);
});

test('what fails says why until it is forgiven', async () => {
  const answers = new Answers<string>(() => undefined, 2);
  const load = vi.fn(() => Promise.reject(new Problem('no', 'why')));
  answers.want([{ key: 'a', load }]);
  await settle();
  answers.want([{ key: 'a', load }]);
  expect(load).toHaveBeenCalledTimes(1);
  expect(answers.problem('a')?.detail).toBe('why');
  answers.forgive();
  answers.want([{ key: 'a', load }]);
  expect(load).toHaveBeenCalledTimes(2);
});

const site = { name: 'layers.0.h', layer: 0, signal: 'h', label: null, width: 2, range: 'signed' } as const;
const info = { reports: 2, isFinished: true, secondsSinceReport: 3, epochs: 2, bestStep: 20, snapshots: [0, 10, 20], properties: [{ name: 'p', description: '' }, { name: 'q', description: '' }] };

async function opened(changes: Partial<Lab> = {}): Promise<{ training: Training; view: View; lab: Lab }> {
  const lab: Lab = {
    training: vi.fn(async () => info),
    log: vi.fn(async (_, from) => Float64Array.from(lines.slice(6 * from))),
    scores: vi.fn(async (run) => Float32Array.of(0.1, 0.2, Number(run.split('@')[1]) / 100, -0.9)),
    peers: async () => [],
    difference: () => Promise.reject(new Error()),
    matches: async () => [],
    column: vi.fn(async (run, _, __, unit, ___, count) => new Float32Array(count).fill(Number(run.split('@')[1]) + unit)),
    ...changes,
  };
  const text = { id: 'test', title: 'test', characters: 3, unknown: 0, lossNats: 1 };
  const view = new View({
    lab,
    runs: async () => ['one', 'two'].map((name) => ({ name, unit: 'lstm', layers: 1, units: 2, testLossNats: 1 })),
    manifest: async (name) => ({
      contract: 1, name, layers: 1, units: 2, parameters: 1, symbols: 'characters', vocabulary: [97], words: null, unit: { name: 'lstm', source: '', equations: [] },
      sites: [site], training: null, texts: [text], findings: [],
    }),
    symbols: async (_, __, ___, count) => new Uint16Array(count),
    rows: async () => new Float32Array(), column: async () => new Float32Array(), statistics: async () => new Float32Array(8), saturation: async () => new Float32Array(4),
    predictions: async () => new Float32Array(), read: async () => text, connectivity: async () => new Float32Array(),
    published: async () => [], publishedConnectivity: async () => new Float32Array(),
  });
  await view.open();
  return { training: new Training(view, lab), view, lab };
}

test('logs of all runs are read once when they are finished, and drawn with the chosen one first', async () => {
  const { training, view, lab } = await opened();
  const stop = training.watch(() => false);
  await settle();
  stop();
  view.set({ run: 'two' });
  await settle();
  expect(training.drawn.map(({ name, reports }) => [name, reports.length])).toEqual([['two', 2], ['one', 2]]);
  training.toggle('one');
  expect(training.names).toEqual(['two']);
  expect(lab.log).toHaveBeenCalledTimes(2);
});

test('a log that grows is read on, and one that became shorter anew', async () => {
  let now = { ...info, isFinished: false, reports: 1 };
  const log = vi.fn(async (_: string, from: number) => Float64Array.from(lines.slice(6 * from, 6 * now.reports)));
  const { training } = await opened({ training: async () => now, log });
  for (const reports of [1, 2, 1]) {
    now = { ...now, reports };
    const stop = training.watch(() => false);
    await settle();
    stop();
    expect(training.own?.reports.length).toBe(reports);
  }
  expect(log.mock.calls.filter(([run]) => run === 'one').map(([, from]) => from)).toEqual([0, 1, 0]);
});

test('a unit is shown at the chosen snapshot, and scored at all of them', async () => {
  const { training, view } = await opened();
  training.watch(() => false)();
  await settle();
  expect([training.at, training.step]).toEqual([2, 20]);
  view.set({ step: 9, unit: 1 });
  expect(training.step).toBe(10);
  training.ask();
  await settle();
  expect([...(training.values() ?? [])]).toEqual([11, 11, 11]);
  expect([0, 10, 20].map((step) => training.score(step, 1, 0))).toEqual([0, 10 / 100, 20 / 100].map(Math.fround));
  expect(training.property()).toBe(1);
  expect(training.best(1)).toEqual({ unit: 1, score: Math.fround(-0.9) });
  view.set({ property: 'p' });
  expect(training.property()).toBe(0);
  training.choose(-5);
  expect(training.step).toBe(0);
});
