import { expect, test } from 'vitest';
import { stretchesOf } from '../src/state/spoken';

const both = { low: -2, high: 2, kind: 'two-way', from: 'unit', cut: false } as const;

test('neighbours that are high are one stretch, the most extreme first', () => {
  const values = Float32Array.of(0, 1.5, 1.9, 0.2, -1.2, 1.1, NaN, 1.2);
  expect(stretchesOf(values, 10, both)).toEqual({
    high: [{ from: 11, to: 12, value: expect.closeTo(1.9, 5) }, { from: 17, to: 17, value: expect.closeTo(1.2, 5) }, { from: 15, to: 15, value: expect.closeTo(1.1, 5) }],
    low: [{ from: 14, to: 14, value: expect.closeTo(-1.2, 5) }],
  });
});

test('a gate is never low: shut is where it begins', () => {
  const gate = { low: 0, high: 1, kind: 'one-way', from: 'fixed', cut: false } as const;
  expect(stretchesOf(Float32Array.of(0, 0.4, 0.6), 0, gate)).toEqual({ high: [{ from: 2, to: 2, value: expect.closeTo(0.6, 5) }], low: [] });
});
