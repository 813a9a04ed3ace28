import type { Range } from '../source/contract';
import type { Order, Scope } from './selection';

/** Statistics come as [H x 4]: minimum, maximum, mean, standard deviation. */
const MINIMUM = 0;
const MAXIMUM = 1;
const DEVIATION = 3;
const COLUMNS = 4;

/** What the ends of the colour scale stand for. */
export interface Domain {
  readonly low: number;
  readonly high: number;
  /** Values of a gate go one way, the others both ways from zero. */
  readonly kind: 'one-way' | 'two-way';
  /** `fixed` by the range of the site, or found in this text for the unit or for all units of the site. */
  readonly from: 'fixed' | Scope;
}

/** Null while a free site waits for its statistics. */
export function domainOf(range: Range, statistics: Float32Array | null, unit: number, scope: Scope): Domain | null {
  if (range === 'gate') return { low: 0, high: 1, kind: 'one-way', from: 'fixed' };
  if (range === 'signed') return { low: -1, high: 1, kind: 'two-way', from: 'fixed' };
  if (!statistics) return null;
  const most = scope === 'unit' ? largest(statistics, unit, unit + 1) : largest(statistics, 0, statistics.length / COLUMNS);
  const high = most > 0 ? most : 1;
  return { low: -high, high, kind: 'two-way', from: scope };
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

function largest(statistics: Float32Array, from: number, to: number): number {
  let most = 0;
  for (let unit = from; unit < to; unit++) {
    const low = Math.abs(statistics[unit * COLUMNS + MINIMUM] ?? 0);
    const high = Math.abs(statistics[unit * COLUMNS + MAXIMUM] ?? 0);
    for (const size of [low, high]) if (Number.isFinite(size)) most = Math.max(most, size);
  }
  return most;
}
