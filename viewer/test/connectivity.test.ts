import { expect, test } from 'vitest';
import { largest, rowsOf, shareBefore, together, weight, wordStart, type Row } from '../src/state/connectivity';
import { faceOf, faceOfPredicted, stretchAt, stretchOf, symbolsOf, symbolsOfRows } from '../src/state/stretch';
import type { Manifest } from '../src/source/contract';
import { sized } from '../src/numbers';

const manifest = (vocabulary: number[], symbols: 'characters' | 'bytes' = 'characters'): Manifest =>
  ({ vocabulary, symbols, texts: [], sites: [], findings: [] }) as unknown as Manifest;
const row = (...norms: number[]): Row => ({ code: 97, character: 0, target: 0, probability: 0.5, isRight: true, guesses: [], norms: Float32Array.from(norms) });

test('each row is longer by one than the row before', () => {
  const rows = rowsOf(Float32Array.of(97, 0, 7, 0.5, 1, 7, 0.5, 3, 0.25, -1, NaN, /**/ 2, 98, 4, 4, NaN, 0, 4, 0.75, 7, 0.125, 3, 0.0625, /**/ 1, 3)) ?? [];
  expect(rows.length).toBe(2);
  expect(rows[0]).toMatchObject({ code: 97, character: 0, target: 7, probability: 0.5, isRight: true, guesses: [{ symbol: 7, probability: 0.5 }, { symbol: 3, probability: 0.25 }] });
  expect([...(rows[0]?.norms ?? [])]).toEqual([2]);
  expect(rows[1]).toMatchObject({ code: 98, character: 4, target: 4, probability: NaN, isRight: false });
  expect(rows[1]?.guesses.map(({ symbol }) => symbol)).toEqual([4, 7, 3]);
  expect([...(rows[1]?.norms ?? [])]).toEqual([1, 3]);
  expect(rowsOf(new Float32Array(0))).toEqual([]);
  expect(rowsOf(new Float32Array(13))).toBeNull();
});

test('norms and their squares have their own maximum and share', () => {
  expect(weight(3, 'l2')).toBe(3);
  expect(weight(3, 'squared')).toBe(9);
  expect(largest(row(1, 4, 2), 'squared')).toBe(16);
  expect(largest(undefined, 'l2')).toBe(0);
  expect(shareBefore(row(1, 1, 2), 2, 'l2')).toBe(0.5);
  expect(shareBefore(row(1, 1, 2), 2, 'squared')).toBeCloseTo(1 / 3, 12);
  expect(shareBefore(row(1, 2), 0, 'l2')).toBe(0);
  expect(shareBefore(row(0, 0), 1, 'l2')).toBeNaN();
});

test('a word begins with what stands before it', () => {
  const text = [...' of grammar, naïve_2'];
  const start = (position: number): number => wordStart(text, position);
  expect([0, 1, 2, 3, 4, 10, 11, 12, 13, 19].map(start)).toEqual([0, 0, 0, 3, 3, 3, 11, 12, 12, 12]);
  expect(wordStart(['a', 'b'], 1)).toBe(0);
  expect(wordStart(['e', '\u0301', 't'], 2)).toBe(0);
});

test('characters know their positions, also in a text of bytes', () => {
  expect(stretchOf('a😀b', 2)).toEqual({ characters: ['a', '😀'], positions: [0, 1] });
  const some = manifest([10, 97, 0x1f600, -1]);
  expect(stretchAt(Uint16Array.of(1, 2, 3, 0), 5, some)).toEqual({ characters: ['a', '😀', '\uFFFD', '\n'], positions: [5, 6, 7, 8] });
  const bytes = manifest([97, 0xc3, 0xa9, 0xff], 'bytes');
  // a, é in two bytes, a byte that is no UTF-8, half an é, and a
  expect(stretchAt(Uint16Array.of(0, 1, 2, 3, 1, 0), 100, bytes)).toEqual({
    characters: ['a', 'é', '\uFFFD', '\uFFFD', 'a'],
    positions: [100, 102, 103, 104, 105],
  });
});

test('a network reads its own symbols, and knows strangers as such', () => {
  const read = symbolsOf([...'aéb'], manifest([97, 0xc3, 0xa9], 'bytes'));
  expect(read.map(({ character }) => character)).toEqual([0, 1, 1, 2]);
  expect(read.map(({ glyph }) => glyph.name)).toEqual(['', 'byte 195', 'byte 169', 'unknown symbol']);
  expect(symbolsOf(['b'], manifest([97, -1]))[0]?.glyph.name).toBe('unknown symbol');
});

test('what was read goes along the characters, or is not believed', () => {
  const rows = [[32, 0], [97, 0], [-1, 3]].map(([code = 0, character = 0]) => ({ ...row(1), code, character }));
  expect(symbolsOfRows(rows, 4, 'characters')?.map(({ glyph, character }) => `${glyph.text}${character}`)).toEqual([' 0', 'a0', '\uFFFD3']);
  expect(symbolsOfRows(rows, 3, 'characters')).toBeNull();
  expect(symbolsOfRows([...rows].reverse(), 4, 'characters')).toBeNull();
});

test('guesses have a probability together', () => {
  const guesses = [0.5, 0.25, 0.125].map((probability, symbol) => ({ symbol, probability }));
  expect(together({ ...row(1), guesses })).toBe(0.875);
});

test('symbols and words are shown as they can be seen', () => {
  expect([' ', 'a', '\n', 'grammar', '<b>', ''].map(faceOf)).toEqual(['␣', 'a', '↵', 'grammar', '<b>', '']);
  expect([0, 1, 2, 9].map((id) => faceOfPredicted(id, manifest([32, 0xff, -1], 'bytes')))).toEqual(['␣', '0xFF', '\uFFFD', '\uFFFD']);
  const words: Manifest = { ...manifest([32, 97]), words: ['grammar', 'a'] };
  expect([0, 1, 2].map((id) => faceOfPredicted(id, words))).toEqual(['grammar', 'a', '\uFFFD']);
});

test('sizes of any order have three digits', () => {
  expect([0, 3525.83, 12.345, 0.0314159, 2.13e-7, NaN].map(sized)).toEqual(['0', '3,530', '12.3', '0.0314', '2.1e−7', '–']);
});
