import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { about, axes, figures, rows, wave } from '../gallery/figures';
import { overviewFigure } from '../src/marks/figures';
import { csv, escaped, type Figure } from '../src/marks/svg';

test.each(Object.keys(figures))('%s is drawn as it was', async (name) => {
  await expect(figures[name]?.().svg).toMatchFileSnapshot(`figures/${name}.svg`);
});

test.each(Object.keys(figures))('%s is a drawing with a title, a scale and numbers, and nothing of a text is markup', (name) => {
  const { svg, width, height } = figures[name]?.() as Figure;
  expect(svg.startsWith(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"`)).toBe(true);
  expect(svg).toContain('&#60;a &#38; &#34;b&#34;&#62;, characters 100 to 139</title>');
  expect(svg).not.toMatch(/<a |<script|href|NaN|undefined/);
  expect(svg).toMatch(/rare &#60;word&#62;<\/text>|open, %<\/text>|character<\/text>|U\+|≥ 2<\/text>|>1000<\/text>/);
});

test('numbers are those of the figure, and what is missing is empty', () => {
  const lines = (figures['line']?.() as Figure).csv.trimEnd().split('\n');
  expect(lines).toHaveLength(41);
  expect(lines[0]).toBe('character,value');
  expect(lines[8]).toBe('107,');
  expect(Number(lines[1]?.split(',')[1])).toBe(0);
  const strips = (figures['strips']?.() as Figure).csv.split('\n');
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

test('of a long text the means of its parts stand where the parts begin', () => {
  const { csv, svg } = overviewFigure({ ...about('long'), from: 0 }, wave(10), axes, 10_000_000);
  expect(csv.split('\n').slice(1, 4).map((row) => row.split(',')[0])).toEqual(['0', '1000000', '2000000']);
  expect(svg).toContain('>10000000</text>');
});

test('every chart and every figure of the viewer is in the gallery', () => {
  const read = (folder: string): string =>
    readdirSync(new URL(folder, import.meta.url)).filter((file) => file.endsWith('.ts')).map((file) => readFileSync(new URL(folder + file, import.meta.url), 'utf8')).join('\n');
  const drawn = [...read('../src/marks/').matchAll(/export function (\w+(?:Figure|Chart))\b/g)].map((match) => match[1] ?? '');
  const gallery = read('../gallery/');
  expect(drawn).toEqual(expect.arrayContaining(['curveChart', 'curveFigure', 'lineFigure', 'overviewFigure', 'stripsFigure', 'textFigure']));
  expect(drawn.filter((name) => !gallery.includes(`${name}(`))).toEqual([]);
});

test('the numbers of curves stand beside their names', () => {
  const { csv, svg } = figures['curves']?.() as Figure;
  expect(csv.split('\n').slice(0, 2)).toEqual(['curve,step,value', expect.stringMatching(/^"training, b",50,3\./)]);
  expect(svg).toContain('validation, &#60;a&#62;');
  expect(svg).not.toContain('class=');
});

test('what has no order is kept by its name', () => {
  const { csv, svg } = figures['errors']?.() as Figure;
  expect(csv.split('\n').slice(0, 4).map((row) => row.split(',').at(-1))).toEqual(['Errors', 'no error', 'rare <word>', 'the rest']);
  expect(svg).toContain('the rest</text>');
  expect((figures['dots']?.() as Figure).csv).toBe('unit,"open, %","shut, %"\nlayers.0.f unit 3,80,10\nlayers.1.f unit 3,25,50\n');
});
