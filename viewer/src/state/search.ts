import type { Alphabet } from '../source/contract';

/** Where a word stands in a text: the beginnings, in order, and how many symbols each is long. */
export interface Found {
  readonly positions: readonly number[];
  readonly length: number;
}

/** Beyond this many nobody steps through them. */
export const MOST = 10_000;

/** A query without capitals finds capitals too. */
export function search(
  symbols: Uint16Array,
  ready: number,
  vocabulary: readonly number[],
  alphabet: Alphabet,
  query: string,
): Found {
  const values = alphabet === 'bytes' ? [...new TextEncoder().encode(query)] : [...query].map((text) => text.codePointAt(0) ?? -1);
  const folds = query === query.toLowerCase();
  const fold = (value: number): number => (folds && !(alphabet === 'bytes' && value > 127) ? lower(value) : value);
  const wanted = values.map(fold);
  const held = Int32Array.from(vocabulary, fold);
  const positions: number[] = [];
  for (let start = 0; wanted.length > 0 && start + wanted.length <= ready && positions.length < MOST; start++)
    if (wanted.every((value, i) => held[symbols[start + i] ?? 0] === value)) positions.push(start);
  return { positions, length: wanted.length };
}

/** The index of the first of `positions` behind `position` (by = 1) or the last before it (-1), around the ends. */
export function nextOf(positions: readonly number[], position: number | null, by: 1 | -1): number {
  if (positions.length === 0) return -1;
  const from = position ?? -1;
  if (by > 0) return Math.max(0, positions.findIndex((found) => found > from));
  const before = positions.findLastIndex((found) => found < from);
  return before < 0 ? positions.length - 1 : before;
}

function lower(value: number): number {
  return value < 0 ? value : (String.fromCodePoint(value).toLowerCase().codePointAt(0) ?? value);
}
