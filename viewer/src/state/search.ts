import type { Alphabet } from '../source/contract';
import type { Span } from '../source/inquiry';

/** Where something stands in a text, in order. */
export interface Found {
  readonly spans: readonly Span[];
  /** The first position where it was looked for. */
  readonly from: number;
}

/** What somebody who typed in the search wants: a word, a regular expression, or to be somewhere. */
export type Sought =
  | { readonly kind: 'text' | 'regex'; readonly text: string }
  | { readonly kind: 'place'; readonly position: number };

/** Beyond this many at once nobody steps through them. */
export const MOST = 10_000;

/** `/like this/` is a regular expression where those are `possible`, `:1,234` is a character; null for nothing yet. */
export function soughtOf(query: string, possible: boolean): Sought | null {
  const place = /^:\s*(\d[\d,_ ]*)$/.exec(query)?.[1];
  if (place) return { kind: 'place', position: Number(place.replace(/[,_ ]/g, '')) };
  if (possible && query.length > 1 && query.startsWith('/') && query.endsWith('/'))
    return query.length > 2 ? { kind: 'regex', text: query.slice(1, -1) } : null;
  return query === '' || query === ':' || (possible && query === '/') ? null : { kind: 'text', text: query };
}

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
  const spans: Span[] = [];
  for (let start = 0; wanted.length > 0 && start + wanted.length <= ready && spans.length < MOST; start++)
    if (wanted.every((value, i) => held[symbols[start + i] ?? 0] === value)) spans.push({ from: start, count: wanted.length });
  return { spans, from: 0 };
}

/** The index of the first of `spans` that begins behind `position` (by = 1) or the last before it (-1), around the ends. */
export function nextOf(spans: readonly Span[], position: number | null, by: 1 | -1): number {
  if (spans.length === 0) return -1;
  const from = position ?? -1;
  if (by > 0) return Math.max(0, spans.findIndex((found) => found.from > from));
  const before = spans.findLastIndex((found) => found.from < from);
  return before < 0 ? spans.length - 1 : before;
}

function lower(value: number): number {
  return value < 0 ? value : (String.fromCodePoint(value).toLowerCase().codePointAt(0) ?? value);
}
