import type { TrainingInfo } from '../src/source/contract';

const REPORTS = 60;

/** A training that kept no weights. */
export const training: TrainingInfo = {
  reports: REPORTS, isFinished: true, secondsSinceReport: 3600, epochs: 10, bestStep: 50 * REPORTS, snapshots: [],
  properties: [{ name: 'inside a string', description: '1 inside of quotes' }],
};

/** Its log, from a line on: six numbers each. */
export function trainingLog(from: number): Float64Array {
  return Float64Array.from(
    Array.from({ length: REPORTS }, (_, i) => {
      const loss = 1.1 + 2.2 * Math.exp(-i / 12);
      return [50 * (i + 1), (i + 1) / 6, loss, i % 6 === 5 ? loss + 0.08 : NaN, 0.3 + 0.2 * Math.sin(i), 250_000 + 9000 * Math.cos(i)];
    }).slice(from).flat(),
  );
}
