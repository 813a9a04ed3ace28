import type { Published } from '../src/source/contract';

/** A published example of a few words. */
export const published: Published = { id: 'made-up', title: 'made-up.json', text: ' the cat sat', words: ['the', 'then', 'cat', 'can', 'sat', 'so'] };

/** Rows whose norms fade within about `reach` symbols; `guessesAt` gives three ids with probabilities, then that of what came. */
export function madeUpConnectivity(
  read: readonly (readonly [code: number, character: number])[], ids: readonly number[], reach: number, guessesAt: (position: number) => Float32Array,
): Float32Array {
  return Float32Array.from(
    ids.flatMap((_, position) => {
      const guesses = guessesAt(position);
      const next = ids[position + 1];
      const target = next === undefined ? [guesses[0] ?? 0, guesses[1] ?? 0, 0] : [next, guesses[6] ?? NaN, 1];
      const norms = Array.from({ length: position + 1 }, (_, at) => Math.exp((at - position) / reach) * (1.2 + Math.sin(7 * (ids[at] ?? 0))));
      return [...(read[position] ?? [-1, 0]), ...target, ...guesses.subarray(0, 6), ...norms];
    }),
  );
}

export function publishedRows(): Float32Array {
  const words = [...published.text].map((_, at) => Math.min(4, 2 * Math.floor(at / 4)));
  const read = [...published.text].map((one, at) => [one.codePointAt(0) ?? -1, at] as const);
  return madeUpConnectivity(read, words, 5, (position) => Float32Array.of(words[position] ?? 0, 0.5, 1, 0.25, 3, 0.125, 0.5));
}
