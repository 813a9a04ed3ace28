import { step, type Ramp } from './colours';

export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/**
 * All units at once, one row of pixels per unit: fills RGBA `pixels` [order.length x columns], each pixel the mean
 * of the characters that fall on it. `values` are [count x units].
 */
export function paintStrips(
  pixels: Uint8ClampedArray,
  columns: number,
  values: Float32Array,
  units: number,
  order: readonly number[],
  boundsOf: (unit: number) => Bounds,
  ramp: Ramp,
): void {
  const count = units > 0 ? values.length / units : 0;
  order.forEach((unit, row) => {
    const { low, high } = boundsOf(unit);
    for (let column = 0; column < columns; column++) {
      const from = Math.floor((column * count) / columns);
      const to = Math.max(from + 1, Math.floor(((column + 1) * count) / columns));
      const at = step(mean(values, units, unit, from, Math.min(to, count)), low, high);
      const pixel = (row * columns + column) * 4;
      for (let channel = 0; channel < 3; channel++) pixels[pixel + channel] = ramp.bytes[at * 3 + channel] ?? 0;
      pixels[pixel + 3] = at < 0 ? 0 : 255;
    }
  });
}

/** Of what is there; NaN where nothing is. */
function mean(values: Float32Array, units: number, unit: number, from: number, to: number): number {
  let sum = 0;
  let count = 0;
  for (let i = from; i < to; i++) {
    const value = values[i * units + unit] ?? NaN;
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count > 0 ? sum / count : NaN;
}
