import { expect, test } from 'vitest';
import { oneWay, twoWay } from '../src/marks/colours';
import { lineFigure, overviewFigure, stripsFigure, textFigure, type About, type Letter } from '../src/marks/figures';
import { csv, escaped, type Figure } from '../src/marks/svg';

const axes = { character: 'character', value: 'value', unit: 'unit' };
const about = (name: string): About => ({
  name, title: `layers.1.c unit 3 · <a & "b">, characters 100 to 139`, from: 100, ramp: twoWay('red-blue', 'light'), ends: ['≤ −2', '0', '≥ 2'], low: -2, high: 2,
});
const wave = (count: number, shift = 0): Float32Array => Float32Array.from({ length: count }, (_, i) => (i === 7 ? NaN : 2.2 * Math.sin(i / 3 + shift)));
const letters: Letter[] = [...'"<a & b>"\u21b5'].map((text, i) => ({
  position: 100 + i, line: i < 5 ? 0 : 1, column: i % 5, cells: 1, text, quiet: text === '\u21b5', code: `U+${text.codePointAt(0)?.toString(16)}`,
}));
const rows = Float32Array.from({ length: 40 * 3 }, (_, i) => wave(40, i % 3)[Math.floor(i / 3)] ?? NaN);

const figures: Record<string, () => Figure> = {
  line: () => lineFigure(about('line'), wave(40), axes),
  overview: () => overviewFigure({ ...about('overview'), from: 0 }, wave(3000), axes),
  strips: () => stripsFigure({ ...about('strips'), ramp: oneWay('light'), ends: ['0 closed', '0.5', '1 open'] }, rows, [2, 0, 1], () => ({ low: 0, high: 1 }), axes),
  text: () => textFigure(about('text'), letters, wave(letters.length), axes),
};

test.each(Object.keys(figures))('%s is drawn as it was', async (name) => {
  await expect(figures[name]?.().svg).toMatchFileSnapshot(`figures/${name}.svg`);
});

test.each(Object.keys(figures))('%s is a drawing with a title, a scale and numbers, and nothing of a text is markup', (name) => {
  const { svg, width, height } = figures[name]?.() as Figure;
  expect(svg.startsWith(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"`)).toBe(true);
  expect(svg).toContain('&#60;a &#38; &#34;b&#34;&#62;, characters 100 to 139</title>');
  expect(svg).not.toMatch(/<a |<script|href|NaN|undefined/);
  expect(svg).toMatch(/character<\/text>|U\+|≥ 2<\/text>/);
});

test('numbers are those of the figure, and what is missing is empty', () => {
  const lines = (figures.line?.() as Figure).csv.trimEnd().split('\n');
  expect(lines).toHaveLength(41);
  expect(lines[0]).toBe('character,value');
  expect(lines[8]).toBe('107,');
  expect(Number(lines[1]?.split(',')[1])).toBe(0);
  const strips = (figures.strips?.() as Figure).csv.split('\n');
  expect(strips[0]).toBe('character,unit 0,unit 1,unit 2');
  expect(strips[2]?.split(',').slice(1).map(Number)).toEqual([...rows.subarray(3, 6)]);
});

test('cells with separators are quoted', () => {
  expect(csv(['a', 'b'], [[',', '"'], ['x\ny', 1.5]])).toBe('a,b\n",",""""\n"x\ny",1.5\n');
  expect(escaped(`<&>"'`)).toBe('&#60;&#38;&#62;&#34;&#39;');
});

test('neighbours of one colour are one patch', () => {
  const { svg } = overviewFigure(about('flat'), new Float32Array(500).fill(1), axes);
  expect(svg.match(/h868v40/g)).toHaveLength(1);
});
