/** Turns scores into probabilities, in place. */
export function softmax(scores: Float32Array): void {
  let most = -Infinity;
  for (const score of scores) if (score > most) most = score;
  let sum = 0;
  for (let i = 0; i < scores.length; i++) {
    scores[i] = Math.exp(scores[i]! - most);
    sum += scores[i]!;
  }
  for (let i = 0; i < scores.length; i++) scores[i]! /= sum;
}

/** What a symbol costs, in nats. */
export function crossEntropy(scores: Float32Array, symbol: number): number {
  let most = -Infinity;
  for (const score of scores) if (score > most) most = score;
  let sum = 0;
  for (const score of scores) sum += Math.exp(score - most);
  return Math.log(sum) + most - (scores[symbol] ?? NaN);
}

/** Writes id and probability of the likeliest to `pairs`, likeliest first, of equal ones the lower id; -1 and 0 where there are no more. */
export function likeliest(probabilities: Float32Array, pairs: Float32Array, at: number, top: number): void {
  for (let rank = 0; rank < top; rank++) pairs.set([-1, 0], at + 2 * rank);
  for (let id = 0; id < probabilities.length; id++) {
    const probability = probabilities[id]!;
    let rank = top;
    while (rank > 0 && (pairs[at + 2 * rank - 2]! < 0 || probability > pairs[at + 2 * rank - 1]!)) rank--;
    if (rank === top) continue;
    pairs.copyWithin(at + 2 * rank + 2, at + 2 * rank, at + 2 * top - 2);
    pairs[at + 2 * rank] = id;
    pairs[at + 2 * rank + 1] = probability;
  }
}
