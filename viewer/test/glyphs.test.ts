import { expect, test } from 'vitest';
import { glyphOf } from '../src/state/glyphs';

test.each([
  [10, '↵', 'line feed'],
  [9, '⇥', 'tab'],
  [13, '^M', 'carriage return'],
  [7, '^G', 'control character'],
  [27, '^[', 'control character'],
  [127, '^?', 'delete'],
  [-1, '�', 'unknown symbol'],
  [0x200b, '▯', 'invisible character'],
  [0xa0, '␣', 'space of another kind'],
  [0xd800, '�', 'not a character'],
])('symbol %i is seen as %s', (value, text, name) => {
  expect(glyphOf(value, 'characters')).toMatchObject({ kind: 'mark', text, name });
});

test('a letter is itself', () => {
  expect(glyphOf(0x444, 'characters')).toMatchObject({ kind: 'plain', text: 'ф', code: 'U+0444', cells: 1 });
  expect(glyphOf(0x6f22, 'characters')).toMatchObject({ text: '漢', cells: 2 });
});

test('a byte is decoded alone', () => {
  expect(glyphOf(0x41, 'bytes')).toMatchObject({ kind: 'plain', text: 'A', code: '0x41' });
  expect(glyphOf(0xc3, 'bytes')).toMatchObject({ kind: 'mark', text: '▯', code: '0xC3', cells: 1 });
});
