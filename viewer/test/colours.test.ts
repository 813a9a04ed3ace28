import { expect, test } from 'vitest';
import { classes, colourOf, contrast, inks, oneWay, probabilities, sheets, twoWay, type Ramp, type Rgb, type Theme } from '../src/marks/colours';
import { heat, heatOfArticle, inkOn, inksOf, viridis } from '../src/marks/viridis';
import { palettes } from '../src/state/selection';

const themes: readonly Theme[] = ['light', 'dark'];
const all = themes.flatMap((theme): [string, Theme, Ramp][] => [
  ...palettes.map((name): [string, Theme, Ramp] => [name, theme, twoWay(name, theme)]),
  ['gates', theme, oneWay(theme)],
  ['probabilities', theme, probabilities(theme)],
  ['classes', theme, classes(7, theme)],
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

const heats: readonly [string, Ramp][] = [['light', heat('light')], ['dark', heat('dark')], ['article', heatOfArticle()]];

test.each(heats)('letters on the connectivity scale can be read: %s', (_, ramp) => {
  const letters = inksOf(ramp);
  expect(letters.length).toBe(ramp.css.length);
  for (let i = 0; i < ramp.css.length; i++) {
    expect(contrast(inkOn(rgb(ramp, i)), rgb(ramp, i))).toBeGreaterThanOrEqual(4.5);
    expect(letters[i]).toBe(`rgb(${inkOn(rgb(ramp, i)).join(', ')})`);
  }
});

/** What is left of a colour for an eye without its red, green or blue cones is at least its lightness. */
test.each(heats)('the connectivity scale goes one way in lightness, in steps that can be told apart: %s', (name, ramp) => {
  const black: Rgb = [0, 0, 0];
  const light = Array.from({ length: ramp.css.length }, (_, i) => contrast(black, rgb(ramp, i)));
  const sign = name === 'light' ? -1 : 1;
  for (let i = 1; i < light.length; i++) expect(sign * ((light[i] ?? 0) - (light[i - 1] ?? 0))).toBeGreaterThan(-0.06);
  for (let tenth = 1; tenth <= 10; tenth++) {
    const [a = 0, b = 0] = [light[Math.round((tenth - 1) * 51.2)], light[Math.round(tenth * 51.2)]];
    expect(sign * (b - a), `${tenth}`).toBeGreaterThan(0.1);
  }
});

test('no connectivity is the colour of the sheet, and the article has its own two ends', () => {
  for (const theme of themes) expect(rgb(heat(theme), 0)).toEqual(sheets[theme]);
  const article = heatOfArticle();
  const near = (a: Rgb, b: Rgb): void => a.forEach((channel, i) => expect(Math.abs(channel - (b[i] ?? 0))).toBeLessThanOrEqual(5)); // 2 % of a channel
  near(rgb(article, 0), [0x36, 0x5d, 0x8d]);
  near(rgb(article, article.css.length - 1), [0x35, 0xb7, 0x79]);
  near(viridis(0), [68, 1, 84]);
  near(viridis(1), [253, 231, 37]);
  near(viridis(0.25), [59, 82, 139]);
});
