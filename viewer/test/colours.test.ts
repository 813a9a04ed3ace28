import { expect, test } from 'vitest';
import { colourOf, contrast, inks, oneWay, probabilities, sheets, twoWay, type Ramp, type Rgb, type Theme } from '../src/marks/colours';
import { palettes } from '../src/state/selection';

const themes: readonly Theme[] = ['light', 'dark'];
const all = themes.flatMap((theme): [string, Theme, Ramp][] => [
  ...palettes.map((name): [string, Theme, Ramp] => [name, theme, twoWay(name, theme)]),
  ['gates', theme, oneWay(theme)],
  ['probabilities', theme, probabilities(theme)],
]);

const rgb = (ramp: Ramp, i: number): Rgb => [...ramp.bytes.slice(i * 3, i * 3 + 3)] as unknown as Rgb;

test.each(all)('text stays readable on %s in the %s theme', (_, theme, ramp) => {
  for (let i = 0; i < ramp.css.length; i++) expect(contrast(inks[theme], rgb(ramp, i))).toBeGreaterThanOrEqual(4.5);
});

test.each(all)('zero is the colour of the sheet: %s, %s', (name, theme, ramp) => {
  const zero = palettes.some((palette) => palette === name) ? (ramp.css.length - 1) / 2 : 0;
  expect(rgb(ramp, zero)).toEqual(sheets[theme]);
});

test('red is high and blue is low', () => {
  const ramp = twoWay('red-blue', 'light');
  const [red = 0, , blue = 0] = rgb(ramp, ramp.css.length - 1);
  expect(red).toBeGreaterThan(blue);
  expect(rgb(ramp, 0)[2]).toBeGreaterThan(rgb(ramp, 0)[0]);
});

test('the 2015 palette is that of the figures', () => {
  const ramp = twoWay('paper-2015', 'light');
  expect(colourOf(ramp, 1, -1, 1)).toBe('rgb(92, 173, 214)');
  expect(colourOf(ramp, -1, -1, 1)).toBe('rgb(214, 92, 92)');
  expect(colourOf(ramp, 0, -1, 1)).toBe('rgb(255, 255, 255)');
});

test('a value beyond the scale has the colour of its end, no value has none', () => {
  const ramp = twoWay('red-blue', 'light');
  expect(colourOf(ramp, 9, -1, 1)).toBe(colourOf(ramp, 1, -1, 1));
  expect(colourOf(ramp, NaN, -1, 1)).toBeNull();
});
