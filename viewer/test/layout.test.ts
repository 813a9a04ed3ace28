import { expect, test } from 'vitest';
import { glyphsOf } from '../src/state/glyphs';
import { Layout } from '../src/state/layout';
import { piecesOf } from '../src/state/pieces';

function lay(text: string, columns: number, slices = [text.length]) {
  const vocabulary = [...new Set(text)].map((symbol) => symbol.codePointAt(0) as number);
  const ids = Uint16Array.from([...text], (symbol) => vocabulary.indexOf(symbol.codePointAt(0) as number));
  const glyphs = glyphsOf(vocabulary, 'characters');
  const layout = new Layout(ids, glyphs, columns);
  for (const to of slices) layout.extend(to);
  return { layout, ids, glyphs };
}

function linesOf(text: string, columns: number, slices?: number[]): string[] {
  const { layout } = lay(text, columns, slices);
  return Array.from({ length: layout.lines }, (_, i) => text.slice(layout.start(i), layout.start(i + 1)));
}

test('a line feed ends its line', () => {
  expect(linesOf('ab\n\ncd', 10)).toEqual(['ab\n', '\n', 'cd']);
});

test('words stay whole, and the space after the last one hangs over', () => {
  expect(linesOf('the quick brown fox', 9)).toEqual(['the quick ', 'brown fox']);
});

test('a word longer than a line is cut', () => {
  expect(linesOf('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
});

test('a line that is exactly full keeps its line feed', () => {
  expect(linesOf('abcd\nx', 4)).toEqual(['abcd\n', 'x']);
});

test('a text that arrives in slices is laid out as one that is here at once', () => {
  const text = 'static int count_list(struct page *page)\n{\n\treturn page->count + 1;\n}\n'.repeat(20);
  for (const columns of [7, 12, 40]) expect(linesOf(text, columns, [1, 5, 50, 51, text.length])).toEqual(linesOf(text, columns));
});

test('no symbol reaches past the columns, wide ones and tabs included', () => {
  const { layout } = lay('\ta\t漢字漢字 word\t\tx漢 漢\r\n'.repeat(10), 9);
  for (let line = 0; line < layout.lines; line++)
    for (const { column, cells } of layout.cells(line)) expect(column + cells).toBeLessThanOrEqual(10);
});

test('positions and lines find each other', () => {
  const text = 'one two three\nfour five six seven\n'.repeat(50);
  const { layout } = lay(text, 11);
  for (let position = 0; position < text.length; position++) {
    const line = layout.lineOf(position);
    expect(layout.start(line)).toBeLessThanOrEqual(position);
    expect(layout.start(line + 1)).toBeGreaterThan(position);
  }
});

test('a tab goes on to the next stop', () => {
  expect(lay('a\tb', 20).layout.cells(0).map(({ column }) => column)).toEqual([0, 1, 4]);
});

test('only symbols that fit the grid run together', () => {
  const { layout, ids, glyphs } = lay('ab\tcd\n', 20);
  const fits = glyphs.map(({ kind }) => kind === 'plain');
  const pieces = piecesOf(layout.cells(0), ids, glyphs, fits);
  expect(pieces.map(({ from, text }) => [from, text])).toEqual([[0, 'ab'], [2, '⇥'], [3, 'cd'], [5, '↵']]);
});

test('ten million symbols are laid out quickly', () => {
  const ids = Uint16Array.from({ length: 10_000_000 }, (_, i) => (i % 61 === 0 ? 0 : i % 7 === 0 ? 1 : 2));
  const layout = new Layout(ids, glyphsOf([10, 32, 97], 'characters'), 40);
  const began = performance.now();
  layout.extend(ids.length);
  expect(layout.lines).toBeGreaterThan(200_000);
  expect(performance.now() - began).toBeLessThan(2000); // about 100 ms on a quiet machine
});
