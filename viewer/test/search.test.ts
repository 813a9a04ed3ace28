import { expect, test } from 'vitest';
import { nextOf, search, soughtOf } from '../src/state/search';

const vocabulary = [97, 98, 65, 0x1f600, -1]; // a, b, A, a smiling face, unknown
const two = (from: number) => ({ from, count: 2 });
const text = Uint16Array.of(0, 1, 2, 1, 3, 0, 1, 4);

test('a word is found where it stands, in capitals too unless it has some', () => {
  expect(search(text, 8, vocabulary, 'characters', 'ab')).toEqual({ from: 0, spans: [0, 2, 5].map(two) });
  expect(search(text, 8, vocabulary, 'characters', 'Ab').spans).toEqual([two(2)]);
  expect(search(text, 8, vocabulary, 'characters', '😀a')).toEqual({ from: 0, spans: [two(4)] });
});

test('nothing is found where nothing can be', () => {
  expect(search(text, 8, vocabulary, 'characters', '').spans).toEqual([]);
  expect(search(text, 8, vocabulary, 'characters', 'c').spans).toEqual([]);
  expect(search(text, 6, vocabulary, 'characters', 'ab').spans).toEqual([two(0), two(2)]); // the rest is still on its way
});

test('bytes are searched as bytes', () => {
  const found = search(Uint16Array.of(1, 0, 1), 3, [0xa9, 0xc3], 'bytes', 'é');
  expect(found.spans).toEqual([two(0)]);
});

test('stepping goes on from the chosen character, around the ends', () => {
  const found = [two(3), two(9)];
  expect([null, 3, 9].map((at) => nextOf(found, at, 1))).toEqual([0, 1, 0]);
  expect([null, 9, 3].map((at) => nextOf(found, at, -1))).toEqual([1, 0, 1]);
  expect(nextOf([], 3, 1)).toBe(-1);
});

test('slashes make a regular expression, a colon a place', () => {
  expect(soughtOf('/a+/', true)).toEqual({ kind: 'regex', text: 'a+' });
  expect(soughtOf('/a+/', false)).toEqual({ kind: 'text', text: '/a+/' });
  expect(soughtOf('a/b', true)).toEqual({ kind: 'text', text: 'a/b' });
  expect(soughtOf(':12,400', true)).toEqual({ kind: 'place', position: 12400 });
  expect(soughtOf('::', true)).toEqual({ kind: 'text', text: '::' });
  expect(['', ':', '/', '//'].map((query) => soughtOf(query, true))).toEqual([null, null, null, null]);
});
