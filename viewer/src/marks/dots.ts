import { along, back, type Axis } from './line';
import type { Shape } from './shape';

/** The figure of the 2015 paper: one dot for each unit, its right-saturated share across, its left-saturated share upwards. */
export interface DotChart {
  /** Of the square, axes and numbers included. */
  readonly size: number;
  readonly dots: readonly PlottedDot[];
  readonly across: string;
  readonly up: string;
}

export interface PlottedDot {
  readonly left: number;
  readonly right: number;
  /** A class of the style sheet, as `run-0`. */
  readonly colour: string;
  /** The one that is looked at. */
  readonly isChosen: boolean;
}

const EDGES = { left: 30, right: 8, top: 8, bottom: 30 };
const RADIUS = 3;
const TICKS = [0, 0.5, 1];
/** Further from any dot than this, nothing is meant. */
const REACH = 16;

export function dotChart(chart: DotChart): Shape {
  const { size, dots, across, up } = chart;
  const { x, y } = axesOf(size);
  const children: Shape[] = TICKS.flatMap((tick): Shape[] => {
    const [right, top] = [round(along(x, tick)), round(along(y, tick))];
    return [
      { tag: 'line', attributes: { class: 'tick', x1: right, x2: right, y1: y.start, y2: y.start + 4 } },
      { tag: 'text', attributes: { class: 'number', x: right, y: y.start + 15, 'text-anchor': tick === 1 ? 'end' : 'middle' }, text: `${tick * 100}` },
      { tag: 'line', attributes: { class: 'tick', x1: x.start - 4, x2: x.start, y1: top, y2: top } },
      { tag: 'text', attributes: { class: 'number', x: x.start - 6, y: top, dy: '0.34em', 'text-anchor': 'end' }, text: `${tick * 100}` },
    ];
  });
  children.push(
    { tag: 'path', attributes: { class: 'axis', d: `M${x.start},${y.end}V${y.start}H${x.end}` } },
    // A switch is one or the other: no dot lies beyond this line.
    { tag: 'line', attributes: { class: 'grid', x1: x.start, y1: y.end, x2: x.end, y2: y.start } },
    { tag: 'text', attributes: { x: x.end, y: size - 2, 'text-anchor': 'end' }, text: across },
    { tag: 'text', attributes: { x: x.start + 8, y: y.end + 4 }, text: up },
  );
  for (const dot of [...dots.filter(({ isChosen }) => !isChosen), ...dots.filter(({ isChosen }) => isChosen)]) {
    const [cx, cy] = [round(along(x, dot.right)), round(along(y, dot.left))];
    children.push({ tag: 'circle', attributes: { class: `dot ${dot.colour}`, cx, cy, r: RADIUS } });
    if (dot.isChosen) children.push({ tag: 'circle', attributes: { class: 'ring', cx, cy, r: RADIUS + 3 } });
  }
  return { tag: 'svg', attributes: { class: 'chart', width: size, height: size, viewBox: `0 0 ${size} ${size}` }, children };
}

/** The place in the list of the dot that is meant by a pixel; -1 where none is near. */
export function dotAt({ size, dots }: Pick<DotChart, 'size' | 'dots'>, px: number, py: number): number {
  const { x, y } = axesOf(size);
  const [right, left] = [back(x, px), back(y, py)];
  const unit = Math.abs(x.end - x.start);
  const away = dots.map((dot) => Math.hypot(dot.right - right, dot.left - left) * unit);
  const least = away.reduce((a, b) => Math.min(a, b), Infinity);
  return least <= REACH ? away.indexOf(least) : -1;
}

function axesOf(size: number): { x: Axis; y: Axis } {
  return {
    x: { from: 0, to: 1, start: EDGES.left, end: size - EDGES.right },
    y: { from: 0, to: 1, start: size - EDGES.bottom, end: EDGES.top },
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
