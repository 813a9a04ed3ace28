import { CONNECTIVITY_TOP } from '../source/contract';
import type { Guess } from './predictions';
import type { Norm } from './selection';

/** What one prediction depends on: the row of a position, when the symbols 0 to this one have been read. */
export interface Row {
  /** Code point or byte value of the symbol that was read here; -1 where it is unknown. */
  readonly code: number;
  /** Index of the character of the text that it was read for. */
  readonly character: number;
  /** Id of the symbol or word whose logit was differentiated. */
  readonly target: number;
  /** What the target was expected with; NaN where nobody says. */
  readonly probability: number;
  /** Whether the target is what was right: what came next, or the word; else it is what was likeliest. */
  readonly isRight: boolean;
  /** Likeliest first. */
  readonly guesses: readonly Guess[];
  /** L2 norm of the gradient of the target's logit with respect to each symbol read, up to this position. */
  readonly norms: Float32Array;
}

const BEFORE_GUESSES = 5;
const HEAD = BEFORE_GUESSES + 2 * CONNECTIVITY_TOP;

/** The rows of an answer: each has its head and one number more than the one before. Null where they do not come out even. */
export function rowsOf(values: Float32Array): readonly Row[] | null {
  const rows: Row[] = [];
  for (let at = 0; at < values.length; ) {
    const end = at + HEAD + rows.length + 1;
    if (end > values.length) return null;
    const guesses: Guess[] = [];
    for (let rank = 0; rank < CONNECTIVITY_TOP; rank++) {
      const symbol = values[at + BEFORE_GUESSES + 2 * rank] ?? NaN;
      const probability = values[at + BEFORE_GUESSES + 1 + 2 * rank] ?? NaN;
      if (symbol >= 0 && Number.isFinite(probability)) guesses.push({ symbol, probability });
    }
    const [code = -1, character = 0, target = NaN, probability = NaN, isRight] = values.subarray(at, at + BEFORE_GUESSES);
    rows.push({ code, character, target, probability, isRight: isRight === 1, guesses, norms: values.subarray(at + HEAD, end) });
    at = end;
  }
  return rows;
}

/** A number as it is shown: connectivity is published as a norm and as its square. */
export function weight(norm: number, as: Norm): number {
  return as === 'squared' ? norm * norm : norm;
}

/** The largest number of a row; 0 where nothing matters. */
export function largest(row: Row | undefined, as: Norm): number {
  let found = 0;
  for (const norm of row?.norms ?? []) if (norm > found) found = norm;
  return weight(found, as);
}

/** The probability of all guesses of a row together. */
export function together({ guesses }: Row): number {
  return guesses.reduce((sum, { probability }) => sum + probability, 0);
}

/** The share that lies before symbol `start`; NaN where nothing matters at all. */
export function shareBefore(row: Row, start: number, as: Norm): number {
  let before = 0;
  let all = 0;
  row.norms.forEach((norm, at) => {
    const size = weight(norm, as);
    all += size;
    if (at < start) before += size;
  });
  return all > 0 ? before / all : NaN;
}

/**
 * Where the word of a position begins: at the last symbol, up to the position, that belongs to no word. So the space in front of
 * a word is the word's own, as in the article: from there on it can be guessed.
 */
export function wordStart(symbols: readonly string[], position: number): number {
  let start = position;
  while (start > 0 && isOfWord(symbols[start] ?? '')) start--;
  return start;
}

function isOfWord(symbol: string): boolean {
  return /^[\p{L}\p{M}\p{N}_'’]+$/u.test(symbol);
}
