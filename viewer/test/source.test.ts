import { expect, test, vi } from 'vitest';
import { LiveSource } from '../src/source/live';
import { Slices } from '../src/source/slices';
import { Latest } from '../src/state/latest';

const answer = (body: BodyInit, init?: ResponseInit) => vi.fn(async () => new Response(body, init));

test('a call is spelled as the contract says', async () => {
  const request = answer(Float32Array.of(1, 2).buffer);
  const values = await new LiveSource('api', request).rows('my run', 'test', 'layers.0.h', 5, 1);
  expect([...values]).toEqual([1, 2]);
  expect(request).toHaveBeenCalledWith('api/runs/my%20run/texts/test/rows?site=layers.0.h&from=5&count=1', undefined);
});

test('a problem keeps its title and detail', async () => {
  const body = JSON.stringify({ title: 'No such site', detail: 'Expected one of layers.0.h' });
  const source = new LiveSource('api', answer(body, { status: 404, headers: { 'content-type': 'application/problem+json' } }));
  await expect(source.manifest('demo')).rejects.toMatchObject({ message: 'No such site', detail: 'Expected one of layers.0.h', status: 404 });
});

test('an answer that is cut short, no JSON, or none at all is said to be so', async () => {
  await expect(new LiveSource('api', answer('abc')).statistics('a', 'b', 'c')).rejects.toThrow('cut short');
  await expect(new LiveSource('api', answer('<html>')).runs()).rejects.toThrow('cannot be read');
  await expect(new LiveSource('api', answer('?', { status: 500 })).runs()).rejects.toThrow('500');
  await expect(new LiveSource('api', () => Promise.reject(new TypeError())).runs()).rejects.toThrow('does not answer');
});

const numbers = async (from: number, count: number): Promise<Float32Array> => Float32Array.from({ length: count }, (_, i) => from + i);
const settle = (): Promise<void> => new Promise((resume) => setTimeout(resume));

function slices(budget = 1e6) {
  const arrived = vi.fn();
  const trouble = vi.fn();
  return { arrived, trouble, slices: new Slices(4, budget, arrived, trouble, 1) };
}

test('slices are asked for once and read across their edges', async () => {
  const { slices: kept, arrived } = slices();
  const load = vi.fn(numbers);
  kept.want('a', 'k', 2, 6, load);
  await settle();
  kept.want('a', 'k', 3, 8, load);
  await settle();
  expect(load.mock.calls).toEqual([[0, 4], [4, 4]]);
  expect(arrived).toHaveBeenCalledTimes(2);
  expect([...kept.read('k', 2, 9)]).toEqual([2, 3, 4, 5, 6, 7, NaN]);
});

test('what is no longer wanted is not asked for', async () => {
  const { slices: kept } = slices();
  const load = vi.fn(numbers);
  kept.want('a', 'k', 0, 40, load);
  kept.want('a', 'k', 80, 84, load);
  await settle();
  expect(load.mock.calls.map(([from]) => from)).toEqual([0, 80]);
});

test('the least recently used slice goes first', async () => {
  const { slices: kept } = slices(2 * 4 * 4);
  kept.want('a', 'k', 0, 8, numbers);
  await settle();
  kept.read('k', 0, 1);
  kept.want('a', 'k', 8, 9, numbers);
  await settle();
  expect([kept.has('k', 0, 4), kept.has('k', 4, 8), kept.has('k', 8, 12)]).toEqual([true, false, true]);
});

test('a failure is told, and not asked for again until forgiven', async () => {
  const { slices: kept, trouble } = slices();
  const load = vi.fn(() => Promise.reject(new Error('gone')));
  for (let i = 0; i < 2; i++) {
    kept.want('a', 'k', 0, 1, load);
    await settle();
  }
  expect(load).toHaveBeenCalledTimes(1);
  expect(trouble.mock.calls[0]?.[0]).toMatchObject({ message: 'gone' });
  kept.forgive();
  kept.want('a', 'k', 0, 1, load);
  expect(load).toHaveBeenCalledTimes(2);
});

test('only the latest answer counts', async () => {
  const latest = new Latest();
  let late: (value: string) => void = () => {};
  const first = latest.of('text', new Promise<string>((resolve) => (late = resolve)));
  const second = latest.of('text', Promise.resolve('second'));
  late('first');
  expect([await first, await second]).toEqual([undefined, 'second']);
});
