import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Reader } from '../src/network/reader';
import { symbolsOf, targetsOf } from '../src/network/symbols';
import { ThreadAnswers, type Thread } from '../src/network/thread';
import { TOP } from '../src/source/contract';
import { EmbeddedSource } from '../src/source/embedded';
import { decoded, type PageData } from '../src/source/page';

/** What the engine computes for a page, written by the tests of the program (GoldenPages). */
interface Expected {
  readonly site: string;
  readonly from: number;
  readonly count: number;
  readonly typed: string;
  readonly typedLoss: number;
  readonly rows: string;
  readonly predictions: string;
  readonly typedIds: string;
  readonly typedRows: string;
  readonly next: string;
  readonly likeliest: string;
}

const folder = new URL('golden/', import.meta.url);
const names = readdirSync(folder).map((file) => file.replace('.json', ''));

function golden(name: string): { page: PageData; expected: Expected } {
  const { page, expected } = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
  return { page: decoded(page) as PageData, expected };
}

const bytes = (base64: string): ArrayBuffer => Uint8Array.from(Buffer.from(base64, 'base64')).buffer;
const floats = (base64: string): Float32Array => new Float32Array(bytes(base64));
const reader = ({ network, text, manifest }: PageData): Reader => new Reader(network, text, targetsOf(text.symbols, manifest), async () => {});

/** Far below the promise of 1e-4: what single precision leaves. Large numbers may be off by more. */
function near(found: Float32Array, expected: Float32Array, tolerance = 2e-6): void {
  expect(found.length).toBe(expected.length);
  found.forEach((value, i) => {
    const wanted = expected[i] ?? 0;
    if (!(Math.abs(value - wanted) <= tolerance * Math.max(1, Math.abs(wanted))) && !(Number.isNaN(value) && Number.isNaN(wanted)))
      expect.fail(`number ${i}: ${value}, the engine has ${wanted}`);
  });
}

test('there are pages to compare with', () => {
  expect(names).toEqual(expect.arrayContaining(['bytes', 'gru', 'invented', 'lstm', 'n-nn', 'words']));
});

test.each(names)('%s: values from a checkpoint on are those of the engine', async (name) => {
  const { page, expected } = golden(name);
  const { id, every } = page.text;
  expect(expected.from < every && every < expected.from + expected.count).toBe(true);
  const rows = await reader(page).rows(id, expected.site, expected.from, expected.count);
  near(rows, floats(expected.rows));
  const column = await reader(page).column(id, expected.site, 3, expected.from, expected.count);
  expect([...column]).toEqual([...rows].filter((_, i) => i % page.network.units === 3));
});

test.each(names)('%s: predictions are those of the engine', async (name) => {
  const { page, expected } = golden(name);
  const wanted = floats(expected.predictions);
  const found = await reader(page).predictions(page.text.id, expected.from, expected.count, TOP);
  const width = 2 * TOP + 1;
  const isProbability = (_: number, i: number): boolean => (i % width) % 2 === 1 || i % width === width - 1;
  near(found.filter(isProbability), wanted.filter(isProbability));
  found.forEach((id, i) => {
    // Of two that are equally likely up to the last digits either may come first, and the last one's rival is not in the list.
    const isTie = [i - 1, i + 3].some((other) => Math.abs((wanted[other] ?? NaN) - (wanted[i + 1] ?? NaN)) < 1e-6);
    if (!isProbability(id, i) && !isTie && i % width < width - 3) expect(id).toBe(wanted[i]);
  });
});

test.each(names)('%s: what is typed is read as the engine reads it', async (name) => {
  const { page, expected } = golden(name);
  const answers = reader(page);
  const source = new EmbeddedSource(page, answers);
  const info = await source.read(page.manifest.name, expected.typed);
  expect([...(await source.symbols('', info.id, 0, 1000))]).toEqual([...new Uint16Array(bytes(expected.typedIds))]);
  expect(info.lossNats).toBeCloseTo(expected.typedLoss, 4);
  near(await source.rows('', info.id, expected.site, 0, info.characters), floats(expected.typedRows));
});

test.each(names)('%s: connectivity is that of the engine', async (name) => {
  const { page, expected } = golden(name);
  const source = new EmbeddedSource(page, reader(page));
  near(await source.connectivity('', expected.typed, 'next'), floats(expected.next), 1e-5);
  near(await source.connectivity('', expected.typed, 'likeliest'), floats(expected.likeliest), 1e-5);
});

test('statistics of a typed text are those of its values', async () => {
  const { page, expected } = golden('lstm');
  const source = new EmbeddedSource(page, reader(page));
  const info = await source.read('', expected.typed);
  const column = await source.column('', info.id, expected.site, 2, 0, info.characters);
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
  const deviation = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length);
  near((await source.statistics('', info.id, expected.site)).slice(8, 12), Float32Array.of(Math.min(...column), Math.max(...column), mean, deviation));
});

test('what asks for little goes before what asks for all', async () => {
  const { page, expected } = golden('lstm');
  const order: string[] = [];
  const answers = new Reader(page.network, page.text, targetsOf(page.text.symbols, page.manifest), () => new Promise((resume) => setTimeout(resume)));
  await Promise.all([
    answers.column(page.text.id, expected.site, 0, 0, 300).then(() => order.push('all')),
    answers.rows(page.text.id, expected.site, 290, 10).then(() => order.push('little')),
  ]);
  expect(order).toEqual(['little', 'all']);
});

test('an answer that is ready leaves before another block is read', async () => {
  const { page, expected } = golden('lstm');
  const order: string[] = [];
  const turn = (always?: boolean): Promise<void> => {
    order.push(always ? 'a turn for others' : 'a block');
    return new Promise((resume) => setTimeout(resume));
  };
  const answers = new Reader(page.network, page.text, targetsOf(page.text.symbols, page.manifest), turn);
  const { id, every } = page.text;
  await answers.rows(id, expected.site, 0, every);
  const whole = answers.column(id, expected.site, 0, 0, 2 * every).then(() => order.push('whole'));
  await answers.rows(id, expected.site, 0, every).then(() => order.push('known'));
  await whole;
  expect(order).toEqual(['a block', 'a turn for others', 'known', 'a block', 'whole']);
});

test('rows are asked for from one checkpoint to the next', () => {
  const { page } = golden('lstm');
  expect(new EmbeddedSource(page, reader(page)).rowsAtOnce).toBe(page.text.every);
});

test('texts that cannot be read are refused in words', async () => {
  const { page } = golden('words');
  const source = new EmbeddedSource(page, reader(page));
  await expect(source.read('', '42')).rejects.toMatchObject({ message: 'There is no text', detail: expect.stringContaining('word') });
  await expect(source.connectivity('', 'fox '.repeat(200), 'next')).rejects.toMatchObject({ detail: expect.stringContaining('500') });
  await expect(source.manifest('other')).rejects.toMatchObject({ status: 404 });
});

test('the errors of the text travel with a page, and are those of no other text', async () => {
  const { page } = golden('lstm');
  expect(new EmbeddedSource(page, reader(page)).errors).toBeUndefined();
  const ledger = { characters: 2, errors: 1, classes: [] };
  const written = { ...JSON.parse(readFileSync(new URL('lstm.json', folder), 'utf8')).page, errors: { ledger, classes: Buffer.from(Uint16Array.of(0, 1, 0).buffer).toString('base64') } };
  const source = new EmbeddedSource(decoded(written) as PageData, reader(page));
  expect(await source.errors?.('', page.text.id)).toEqual({ ledger, classes: Uint16Array.of(0, 1, 0) });
  await expect(source.errors?.('', 'typed-1')).rejects.toMatchObject({ status: 409 });
});

test('data that are cut short or foreign are none', () => {
  expect(() => decoded(null)).toThrow();
  expect(decoded({ format: 'something else' })).toBeNull();
});

test('characters without their other half are read as the engine reads them', () => {
  const { page } = golden('bytes');
  expect([...symbolsOf('\ud800', page.manifest, null).ids]).toHaveLength(3); // U+FFFD in UTF-8
});

test('where no thread can be had the page computes itself', async () => {
  const { page, expected } = golden('lstm');
  const opening = { network: page.network, text: page.text, targets: targetsOf(page.text.symbols, page.manifest) };
  const refused = new ThreadAnswers(opening, () => { throw new Error('forbidden'); }, () => reader(page));
  near(await refused.rows(page.text.id, expected.site, expected.from, expected.count), floats(expected.rows));

  const silent: Thread = { onmessage: null, onerror: null, postMessage: () => {} };
  const late = new ThreadAnswers(opening, () => silent, () => reader(page));
  const asked = late.rows(page.text.id, expected.site, expected.from, expected.count);
  silent.onerror?.({ preventDefault: () => {} } as ErrorEvent);
  near(await asked, floats(expected.rows));
});

test('an answer that nobody waits for is dropped in the thread too', async () => {
  const { page, expected } = golden('lstm');
  const sent: unknown[] = [];
  const silent: Thread = { onmessage: null, onerror: null, postMessage: (message) => void sent.push(message) };
  const opening = { network: page.network, text: page.text, targets: targetsOf(page.text.symbols, page.manifest) };
  const source = new EmbeddedSource(page, new ThreadAnswers(opening, () => silent, () => reader(page)));
  const controller = new AbortController();
  const asked = source.connectivity('', expected.typed, 'next', controller.signal);
  await Promise.resolve();
  controller.abort();
  await expect(asked).rejects.toThrow();
  expect(sent.at(-1)).toEqual({ drop: 1 });
});
