/** What a network wrote. */
export interface Written {
  readonly symbols: Uint16Array;
  /** The property that was asked for; NaN where it does not count, or none was asked for. */
  readonly track: Float32Array;
}

/** An answer as the contract has it: symbol and property, one after the other. */
export function writtenOf(values: Float32Array): Written {
  const count = Math.floor(values.length / 2);
  return {
    symbols: Uint16Array.from({ length: count }, (_, i) => values[2 * i] ?? 0),
    track: Float32Array.from({ length: count }, (_, i) => values[2 * i + 1] ?? NaN),
  };
}

/** The mean of the property where it counts: of a binary one, the share of the text where it holds. NaN where it counts nowhere. */
export function meanOf(track: Float32Array): number {
  let sum = 0;
  let count = 0;
  for (const value of track)
    if (!Number.isNaN(value)) {
      sum += value;
      count++;
    }
  return sum / count;
}

/** From which symbol on the property holds to the end; the length where it does not hold at the end. */
export function heldToTheEnd(track: Float32Array): number {
  let from = track.length;
  while (from > 0 && (track[from - 1] ?? 0) > 0) from--;
  return from;
}

/** Neighbouring symbols that are set alike. */
export interface Run {
  readonly from: number;
  readonly to: number;
  readonly on: boolean;
}

/** A text in runs where the property holds, and where not. */
export function runsOf({ symbols, track }: Written): readonly Run[] {
  const runs: Run[] = [];
  for (let from = 0, to = 0; from < symbols.length; from = to) {
    const on = (track[from] ?? 0) > 0;
    while (to < symbols.length && (track[to] ?? 0) > 0 === on) to++;
    runs.push({ from, to, on });
  }
  return runs;
}
