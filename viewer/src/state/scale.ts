import { scaled } from '../numbers';
import type { Range } from '../source/contract';
import type { Order, Scope } from './selection';

/** Statistics come as [H x 4]: minimum, maximum, mean, standard deviation. */
const MINIMUM = 0;
const MAXIMUM = 1;
const MEAN = 2;
const DEVIATION = 3;
const COLUMNS = 4;
/** Standard deviations around the mean that a scale shows: one loud moment must not make all others pale. */
const REACH = 3;

/** What the ends of the colour scale stand for. */
export interface Domain {
  readonly low: number;
  readonly high: number;
  /** Values of a gate go one way, the others both ways from zero. */
  readonly kind: 'one-way' | 'two-way';
  /** `fixed` by the range of the site, or found in this text for the unit or for all units of the site. */
  readonly from: 'fixed' | Scope;
  /** Whether larger values occur, which have the colour of the ends. */
  readonly cut: boolean;
}

/** Null while a free site waits for its statistics. */
export function domainOf(range: Range, statistics: Float32Array | null, unit: number, scope: Scope): Domain | null {
  if (range === 'gate') return { low: 0, high: 1, kind: 'one-way', from: 'fixed', cut: false };
  if (range === 'signed') return { low: -1, high: 1, kind: 'two-way', from: 'fixed', cut: false };
  if (!statistics) return null;
  const [from, to] = scope === 'unit' ? [unit, unit + 1] : [0, statistics.length / COLUMNS];
  const reached = most(statistics, from, to, reachOf);
  const high = reached > 0 ? reached : 1;
  return { low: -high, high, kind: 'two-way', from: scope, cut: most(statistics, from, to, largestOf) > high };
}

/** The numbers at the low end, the middle and the high end of a scale, as they are shown. */
export function endsOf({ low, high, cut }: Domain): readonly [string, string, string] {
  return [(cut ? '≤ ' : '') + scaled(low), scaled((low + high) / 2), (cut ? '≥ ' : '') + scaled(high)];
}

export function deviationOf(statistics: Float32Array | null, unit: number): number {
  return statistics?.[unit * COLUMNS + DEVIATION] ?? NaN;
}

/** Units from the top of the strips to the bottom. */
export function orderOf(width: number, order: Order, statistics: Float32Array | null): readonly number[] {
  const units = Array.from({ length: width }, (_, unit) => unit);
  if (order === 'index' || !statistics) return units;
  const key = (unit: number): number => deviationOf(statistics, unit) || 0;
  return units.sort((a, b) => key(b) - key(a) || a - b);
}

/** The size that the scale of a unit reaches: most of its values, never beyond its largest. */
function reachOf(statistics: Float32Array, row: number): number {
  const usual = Math.abs(statistics[row + MEAN] ?? 0) + REACH * (statistics[row + DEVIATION] ?? 0);
  return Math.min(largestOf(statistics, row), usual);
}

function largestOf(statistics: Float32Array, row: number): number {
  return Math.max(Math.abs(statistics[row + MINIMUM] ?? 0), Math.abs(statistics[row + MAXIMUM] ?? 0));
}

function most(statistics: Float32Array, from: number, to: number, sizeOf: (statistics: Float32Array, row: number) => number): number {
  let found = 0;
  for (let unit = from; unit < to; unit++) {
    const size = sizeOf(statistics, unit * COLUMNS);
    if (Number.isFinite(size)) found = Math.max(found, size);
  }
  return found;
}
