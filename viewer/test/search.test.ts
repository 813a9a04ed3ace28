import { expect, test } from 'vitest';
import { nextOf, search } from '../src/state/search';

const vocabulary = [97, 98, 65, 0x1f600, -1]; // a, b, A, a smiling face, unknown
const text = Uint16Array.of(0, 1, 2, 1, 3, 0, 1, 4);

test('a word is found where it stands, in capitals too unless it has some', () => {
  expect(search(text, 8, vocabulary, 'characters', 'ab')).toEqual({ positions: [0, 2, 5], length: 2 });
  expect(search(text, 8, vocabulary, 'characters', 'Ab').positions).toEqual([2]);
  expect(search(text, 8, vocabulary, 'characters', '😀a')).toEqual({ positions: [4], length: 2 });
});

test('nothing is found where nothing can be', () => {
  expect(search(text, 8, vocabulary, 'characters', '').positions).toEqual([]);
  expect(search(text, 8, vocabulary, 'characters', 'c').positions).toEqual([]);
  expect(search(text, 6, vocabulary, 'characters', 'ab').positions).toEqual([0, 2]); // the rest is still on its way
});

test('bytes are searched as bytes', () => {
  const found = search(Uint16Array.of(1, 0, 1), 3, [0xa9, 0xc3], 'bytes', 'é');
  expect(found).toEqual({ positions: [0], length: 2 });
});

test('stepping goes on from the chosen character, around the ends', () => {
  expect([nextOf([3, 9], null, 1), nextOf([3, 9], 3, 1), nextOf([3, 9], 9, 1)]).toEqual([0, 1, 0]);
  expect([nextOf([3, 9], null, -1), nextOf([3, 9], 9, -1), nextOf([3, 9], 3, -1)]).toEqual([1, 0, 1]);
  expect(nextOf([], 3, 1)).toBe(-1);
});
