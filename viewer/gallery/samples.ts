import { dotChart } from '../src/marks/dots';
import { curveChart, short, type CurveChart } from '../src/marks/curves';
import type { Shape } from '../src/marks/shape';
import { scaled, sized } from '../src/numbers';

/** A chart with made-up data: an entry of the gallery, and a file that a test compares with. */
export interface Sample {
  readonly name: string;
  readonly says: string;
  readonly draw: () => Shape;
}

const steps = Array.from({ length: 40 }, (_, i) => 50 * (i + 1));
const falling = (from: number, to: number, speed: number): readonly (readonly [number, number])[] =>
  steps.map((step) => [step, to + (from - to) * Math.exp(-step / speed)] as const);
const kept = [0, 1, 2, 3, 6, 10, 18, 32, 56, 100, 178, 316, 562, 1000, 1778];
export const losses: CurveChart = {
  width: 620, height: 250, steps: { kind: 'log', last: 2000 }, values: null, format: scaled, hasSteps: true, kept, chosen: 562,
  curves: [
    { colour: 'run-1', kind: 'thin', points: falling(3.3, 1.7, 700) },
    { colour: 'run-0', kind: 'thin', points: falling(3.2, 1.4, 500) },
    { colour: 'run-1', kind: 'dots', points: falling(3.4, 1.8, 700).filter((_, i) => i % 8 === 7) },
    { colour: 'run-0', kind: 'dots', points: falling(3.3, 1.5, 500).filter((_, i) => i % 8 === 7) },
  ],
};

export const samples: readonly Sample[] = [
  { name: 'losses', says: 'Two trainings, steps by tenfolds: early ones have room', draw: () => curveChart(losses) },
  {
    name: 'losses-even', says: 'The same with even steps; a training that diverged breaks off',
    draw: () => curveChart({
      ...losses, steps: { kind: 'even', last: 2000 }, chosen: null,
      curves: [{ colour: 'run-0', kind: 'dots', points: falling(3.3, 1.5, 500).map(([step, loss]) => [step, step > 1000 && step < 1300 ? NaN : loss] as const) }],
    }),
  },
  {
    name: 'norms', says: 'Values by their ratio; those of 0 are left out',
    draw: () => curveChart({
      width: 420, height: 118, steps: { kind: 'log', last: 2000 }, values: null, isRatio: true, format: sized, hasSteps: true,
      curves: [{ colour: 'run-2', kind: 'thin', points: steps.map((step, i) => [step, i === 5 ? 0 : 0.2 + (i % 7) / 4] as const) }],
    }),
  },
  {
    name: 'score', says: 'The birth of a cell: when its score rose',
    draw: () => curveChart({
      width: 300, height: 150, steps: { kind: 'log', last: 2000 }, values: { low: -1, high: 1 }, format: scaled, hasSteps: true, kept, chosen: 100,
      curves: [
        { colour: 'run-0', kind: 'thin', points: kept.map((step, i) => [step, Math.sin(i) / 9] as const) },
        { colour: 'run-1', kind: 'dots', points: kept.map((step) => [step, 0.85 / (1 + Math.exp((200 - step) / 60))] as const) },
      ],
    }),
  },
  {
    name: 'dots', says: 'How often the gates of two layers are open and shut: a switch lies on the line, what is always open at the right',
    draw: () => dotChart({
      size: 220, across: 'open, %', up: 'shut, %',
      dots: Array.from({ length: 40 }, (_, i) => ({ left: 0.5 + 0.4 * Math.sin(i * 3.1), right: (0.5 - 0.4 * Math.sin(i * 3.1)) * ((i % 5) / 4), colour: `run-${i % 2}`, isChosen: i === 7 })),
    }),
  },
  {
    name: 'nothing', says: 'No report yet',
    draw: () => curveChart({ width: 300, height: 118, steps: { kind: 'even', last: 1 }, values: null, format: short, hasSteps: true, curves: [] }),
  },
];
