import { expect, test } from 'vitest';
import { along, back, linePath, ticks } from '../src/marks/line';
import { twoWay } from '../src/marks/colours';
import { paintStrips } from '../src/marks/strips';
import { counted, percent, scaled, signed } from '../src/numbers';

const x = { from: 100, to: 102, start: 0, end: 20 };
const y = { from: -1, to: 1, start: 10, end: 0 };

test('a line runs through its values and breaks where one is missing', () => {
  expect(linePath(Float32Array.of(-1, 0, 1), 100, x, y)).toBe('M0.0,10.0L10.0,5.0L20.0,0.0');
  expect(linePath(Float32Array.of(-1, NaN, 1), 100, x, y)).toBe('M0.0,10.0M20.0,0.0');
});

test('an axis goes both ways', () => {
  expect(back(x, along(x, 101.5))).toBeCloseTo(101.5);
});

test('ticks are round', () => {
  expect(ticks(0, 597, 5)).toEqual([0, 200, 400]);
  expect(ticks(-1, 1, 4)).toEqual([-1, -0.5, 0, 0.5, 1]);
  expect(ticks(3, 3, 4)).toEqual([]);
});

test('strips follow the order of the units and leave what is missing open', () => {
  const ramp = twoWay('red-blue', 'light');
  const pixels = new Uint8ClampedArray(2 * 2 * 4);
  const values = Float32Array.of(0, 1, 0, NaN); // two characters of two units
  paintStrips(pixels, 2, values, 2, [1, 0], () => ({ low: -1, high: 1 }), ramp);
  const last = ramp.css.length - 1;
  expect([...pixels.slice(0, 4)]).toEqual([...ramp.bytes.slice(last * 3), 255]);
  expect(pixels[7]).toBe(0);
  expect([...pixels.slice(8, 12)]).toEqual([255, 255, 255, 255]);
});

test('numbers read well', () => {
  expect([signed(0.8123), signed(-12.4), signed(-0.001), signed(NaN)]).toEqual(['+0.81', '−12.40', '0.00', '–']);
  expect([percent(0.1234), percent(1), percent(0.0004), percent(0), percent(NaN)]).toEqual(['12.3 %', '100 %', '<0.1 %', '0 %', '–']);
  expect([scaled(1), scaled(-4.8312), scaled(0.0123), counted(12431)]).toEqual(['1', '−4.83', '0.012', '12,431']);
});
