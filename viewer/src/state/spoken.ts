import type { Domain } from './scale';

/** A stretch of neighbouring characters that are all high, or all low. */
export interface Stretch {
  readonly from: number;
  /** The last one. */
  readonly to: number;
  /** The most extreme value. */
  readonly value: number;
}

/** Beyond this share of the way to an end of the scale, a value is called high or low. */
const CALLED = 0.5;

/** Where values that begin at position `first` are high and low: for those who do not see the colours. Most extreme first. */
export function stretchesOf(values: Float32Array, first: number, { low, high, kind }: Domain): { readonly high: readonly Stretch[]; readonly low: readonly Stretch[] } {
  const middle = kind === 'two-way' ? (low + high) / 2 : low;
  const isHigh = (value: number): boolean => value > middle + CALLED * (high - middle);
  const isLow = (value: number): boolean => kind === 'two-way' && value < middle - CALLED * (middle - low);
  return { high: runs(values, first, isHigh), low: runs(values, first, isLow) };
}

function runs(values: Float32Array, first: number, isIn: (value: number) => boolean): readonly Stretch[] {
  const found: Stretch[] = [];
  for (let i = 0; i < values.length; i++) {
    if (!isIn(values[i] as number)) continue;
    const from = i;
    let value = values[i] as number;
    for (; i + 1 < values.length && isIn(values[i + 1] as number); i++) if (Math.abs(values[i + 1] as number) > Math.abs(value)) value = values[i + 1] as number;
    found.push({ from: first + from, to: first + i, value });
  }
  return found.sort((a, b) => Math.abs(b.value) - Math.abs(a.value) || a.from - b.from);
}
