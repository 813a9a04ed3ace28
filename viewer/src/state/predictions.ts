import { TOP } from '../source/contract';

/** Numbers of one position: id and probability of the likeliest, then the probability of what really came. */
export const PREDICTION_WIDTH = 2 * TOP + 1;

export interface Guess {
  readonly symbol: number;
  readonly probability: number;
}

export interface Prediction {
  /** Likeliest first. */
  readonly guesses: readonly Guess[];
  /** Given to the symbol that really came; NaN after the last character. */
  readonly came: number;
}

/** The prediction in row `row` of a slice; null where nothing has arrived. */
export function predictionAt(values: Float32Array, row: number): Prediction | null {
  const start = row * PREDICTION_WIDTH;
  if (Number.isNaN(values[start] ?? NaN)) return null;
  const guesses: Guess[] = [];
  for (let rank = 0; rank < TOP; rank++) {
    const symbol = values[start + 2 * rank] ?? NaN;
    const probability = values[start + 2 * rank + 1] ?? NaN;
    if (symbol >= 0 && Number.isFinite(probability)) guesses.push({ symbol, probability });
  }
  return { guesses, came: values[start + 2 * TOP] ?? NaN };
}

/** Cross-entropy of one symbol, in nats. */
export function lossNats(probability: number): number {
  return Math.max(0, -Math.log(probability));
}
