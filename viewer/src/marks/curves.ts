import { along, ticks, type Axis } from './line';
import type { Shape } from './shape';

/** A curve over the steps of a training. */
export interface Curve {
  /** A class of the style sheet: `run-0` and so on, or `property-0`. */
  readonly colour: string;
  /** A `strong` one is what is looked at; a `thin` one stands behind; `dots` are measured rarely. */
  readonly kind: 'strong' | 'thin' | 'dots';
  /** Step and value, in the order of the steps; values that are no numbers break the curve. */
  readonly points: readonly (readonly [number, number])[];
}

/** Steps from 0 on. */
export interface StepScale {
  readonly kind: 'log' | 'even';
  readonly last: number;
}

export interface CurveChart {
  readonly width: number;
  readonly height: number;
  readonly steps: StepScale;
  readonly curves: readonly Curve[];
  /** The values at the foot and the head; null for what the curves reach. */
  readonly values: { readonly low: number; readonly high: number } | null;
  /** Whether values are spaced by their ratio; those of 0 and below are left out. */
  readonly isRatio?: boolean;
  /** Numbers as the axis has them. */
  readonly format: (value: number) => string;
  /** Steps whose weights were kept: marks at the foot. */
  readonly kept?: readonly number[];
  /** The step that is looked at. */
  readonly chosen?: number | null;
  /** Whether the axis of steps has its numbers. */
  readonly hasSteps: boolean;
}

/** Where step 0 lies on an axis of ratios: half a tenfold before step 1. */
const ZERO = -0.5;
/** Most points of one curve that are drawn. */
const MOST_POINTS = 1200;
const EDGES = { left: 46, right: 10, top: 8, bottom: 10, steps: 14 };

/** The whole chart. */
export function curveChart(chart: CurveChart): Shape {
  const { x, y, low, high } = axesOf(chart);
  const valueTicks = chart.isRatio ? ratios(low, high) : ticks(low, high, Math.max(2, Math.round((y.start - y.end) / 34)));
  const children: Shape[] = valueTicks.flatMap((tick) => {
    const at = round(along(y, tick));
    const text = chart.format(chart.isRatio ? 10 ** tick : tick);
    return [
      { tag: 'line', attributes: { class: tick === 0 && low < 0 ? 'grid zero' : 'grid', x1: x.start, x2: round(x.end), y1: at, y2: at } },
      { tag: 'text', attributes: { class: 'number', x: x.start - 6, y: at, dy: '0.34em', 'text-anchor': 'end' }, text },
    ];
  });
  children.push({ tag: 'line', attributes: { class: 'axis', x1: x.start, x2: round(x.end), y1: y.start, y2: y.start } });
  if (chart.hasSteps) children.push(...stepTicks(chart, x, y));
  const kept = (chart.kept ?? []).map((step) => `M${round(along(x, place(step, chart.steps)))},${y.start}v-5`).join('');
  if (kept !== '') children.push({ tag: 'path', attributes: { class: 'kept', d: kept } });
  if (chart.chosen !== null && chart.chosen !== undefined) {
    const at = round(along(x, place(chart.chosen, chart.steps)));
    children.push({ tag: 'line', attributes: { class: 'chosen', x1: at, x2: at, y1: y.end, y2: y.start } });
  }
  for (const curve of chart.curves) children.push(...drawn(curve, chart, x, y));
  return { tag: 'svg', attributes: { class: 'chart', width: chart.width, height: chart.height, viewBox: `0 0 ${chart.width} ${chart.height}` }, children };
}

/** The step at a pixel across. */
export function stepAt(chart: Pick<CurveChart, 'width' | 'steps'>, pixel: number): number {
  const x = stepAxis(chart);
  const at = x.from + ((pixel - x.start) / (x.end - x.start)) * (x.to - x.from);
  const step = chart.steps.kind === 'even' ? at : at < 0 ? 0 : 10 ** at;
  return Math.min(Math.max(0, Math.round(step)), chart.steps.last);
}

function axesOf(chart: CurveChart): { x: Axis; y: Axis; low: number; high: number } {
  const x = stepAxis(chart);
  const foot = chart.height - EDGES.bottom - (chart.hasSteps ? EDGES.steps : 0);
  const values = chart.curves.flatMap(({ points }) => points.map(([, value]) => value)).filter((value) => Number.isFinite(value) && (!chart.isRatio || value > 0));
  const reach = chart.values ?? (values.length === 0 ? { low: 0, high: 1 } : { low: values.reduce((a, b) => Math.min(a, b)), high: values.reduce((a, b) => Math.max(a, b)) });
  const [low, high] = chart.isRatio ? [Math.log10(reach.low), Math.log10(reach.high)] : [reach.low, reach.high];
  const room = chart.values || high === low ? 0 : (high - low) * 0.04;
  return { x, y: { from: low - room, to: high === low ? low + 1 : high + room, start: foot, end: EDGES.top }, low: low - room, high: high === low ? low + 1 : high + room };
}

function stepAxis({ width, steps }: Pick<CurveChart, 'width' | 'steps'>): Axis {
  const last = Math.max(1, steps.last);
  const from = steps.kind === 'log' ? ZERO : 0;
  return { from, to: steps.kind === 'log' ? Math.max(Math.log10(last), 0.1) : last, start: EDGES.left, end: Math.max(EDGES.left + 10, width - EDGES.right) };
}

function place(step: number, { kind }: StepScale): number {
  if (kind === 'even') return step;
  return step < 1 ? ZERO : Math.log10(step);
}

function stepTicks({ steps, height }: CurveChart, x: Axis, y: Axis): Shape[] {
  const most = Math.max(2, Math.floor((x.end - x.start) / 64));
  const all = steps.kind === 'even' ? ticks(0, Math.max(1, steps.last), most).filter(Number.isInteger) : [0, ...tenfolds(0, x.to).map((power) => 10 ** power)];
  return all.flatMap((step) => {
    const at = round(along(x, place(step, steps)));
    return [
      { tag: 'line', attributes: { class: 'tick', x1: at, x2: at, y1: y.start, y2: y.start + 4 } } as const,
      { tag: 'text', attributes: { class: 'number', x: at, y: height - 2, 'text-anchor': 'middle' }, text: short(step) } as const,
    ];
  });
}

function drawn({ kind, colour, points }: Curve, chart: CurveChart, x: Axis, y: Axis): Shape[] {
  const shown = (value: number): boolean => Number.isFinite(value) && (!chart.isRatio || value > 0);
  const put = ([step, value]: readonly [number, number]): string => {
    const inside = Math.min(Math.max(chart.isRatio ? Math.log10(value) : value, y.from), y.to);
    return `${round(along(x, place(step, chart.steps)))},${round(along(y, inside))}`;
  };
  let path = '';
  let drawing = false;
  for (const point of thinned(points)) {
    if (shown(point[1])) path += `${drawing ? 'L' : 'M'}${put(point)}`;
    drawing = shown(point[1]);
  }
  const line: Shape[] = path === '' ? [] : [{ tag: 'path', attributes: { class: `curve ${kind} ${colour}`, d: path } }];
  if (kind !== 'dots') return line;
  return [...line, ...points.filter(([, value]) => shown(value)).map((point): Shape => {
    const [cx = '', cy = ''] = put(point).split(',');
    return { tag: 'circle', attributes: { class: colour, cx, cy, r: points.length > 60 ? 1 : 2 } };
  })];
}

/** A long curve by every few of its points, the last one always. */
function thinned<T>(points: readonly T[]): readonly T[] {
  const every = Math.ceil(points.length / MOST_POINTS);
  return every <= 1 ? points : points.filter((_, i) => i % every === 0 || i === points.length - 1);
}

/** Tenfolds, with twos and fives between them where there are few. */
function ratios(low: number, high: number): number[] {
  const powers = tenfolds(low, high);
  if (powers.length > 2) return powers;
  const first = Math.floor(low);
  return Array.from({ length: Math.ceil(high) - first + 1 }, (_, i) => first + i)
    .flatMap((power) => [power, power + Math.log10(2), power + Math.log10(5)])
    .filter((at) => at >= low && at <= high);
}

function tenfolds(low: number, high: number): number[] {
  const first = Math.ceil(low - 1e-9);
  return Array.from({ length: Math.max(0, Math.floor(high + 1e-9) - first + 1) }, (_, i) => first + i);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** 20k, 3M: room is short on an axis. */
export function short(value: number): string {
  if (value >= 1e6) return `${Number((value / 1e6).toPrecision(3))}M`;
  if (value >= 1e4) return `${Number((value / 1e3).toPrecision(3))}k`;
  return String(Number(value.toPrecision(3)));
}
