import { curveChart, type CurveChart } from './curves';
import { dotChart, type PlottedDot } from './dots';
import type { Shape } from './shape';
import { csv, drawing, element, escaped, label, type Figure } from './svg';

/** What the style sheet gives the parts of a chart on a light page: a file has no style sheet. */
const looks: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
  grid: { stroke: '#ddd' }, zero: { stroke: '#999' }, axis: { stroke: '#999' }, tick: { stroke: '#999' }, number: { 'font-size': 11, fill: '#555' },
  kept: { fill: 'none', stroke: '#8a5a00' }, chosen: { stroke: '#8a5a00', 'stroke-width': 1.5 },
  dot: { 'fill-opacity': 0.65 }, ring: { fill: 'none', stroke: '#111', 'stroke-width': 1.8 },
  curve: { fill: 'none', 'stroke-width': 1.2, 'stroke-linejoin': 'round' }, thin: { opacity: 0.55 }, strong: { 'stroke-width': 2 }, dots: { 'stroke-width': 1.8 },
};
const inks = ['#1d1c1a', '#b34a00', '#0067a8', '#00745a', '#9c4a80', '#7d6400', '#3b6ea8'];

const WIDTH = 720;
const HEIGHT = 320;
const HEAD = 56;
const KEY = 15;
const SQUARE = 420;

/** Curves over the steps of a training, with what each is and all their numbers. `names` are those of the chart's curves, in their order. */
export function curveFigure(file: string, title: string, chart: Omit<CurveChart, 'width' | 'height' | 'hasSteps'>, names: readonly string[]): Figure {
  const drawn = curveChart({ ...chart, width: WIDTH, height: HEIGHT, hasSteps: true });
  const keys = names.map((name, i) => ({ name, colour: inkOf(chart.curves[i]?.colour ?? '') })).filter(({ name }, i) => names.indexOf(name) === i);
  const legend = keys.map(({ name, colour }, i) => keyed(name, i, element('line', { x1: 12, x2: 32, y1: lineOf(i), y2: lineOf(i), stroke: colour, 'stroke-width': 2 })));
  const top = HEAD + keys.length * KEY - 20;
  const body = below(top, drawn);
  const rows = chart.curves.flatMap(({ points }, i) => points.map(([step, value]) => [names[i] ?? '', step, value]));
  return { name: file, width: WIDTH, height: top + HEIGHT, svg: drawing(title, WIDTH, top + HEIGHT, [...legend, body]), csv: csv(['curve', 'step', 'value'], rows) };
}

/** One gate of all units, with the layer of each dot and the shares of all of them. `names` are the units', `layers` those of the colours. */
export function dotFigure(
  file: string, title: string, dots: readonly PlottedDot[], names: readonly string[], layers: ReadonlyMap<string, string>, says: { readonly across: string; readonly up: string; readonly unit: string },
): Figure {
  const keys = [...layers].map(([colour, name], i) => keyed(name, i, element('circle', { cx: 22, cy: lineOf(i), r: 4, fill: inkOf(colour) })));
  const top = HEAD + layers.size * KEY - 20;
  const drawn = dotChart({ size: SQUARE, dots, across: says.across, up: says.up });
  const rows = dots.map(({ left, right }, i) => [names[i] ?? '', 100 * right, 100 * left]);
  return {
    name: file, width: SQUARE, height: top + SQUARE, svg: drawing(title, SQUARE, top + SQUARE, [...keys, below(top, drawn)]), csv: csv([says.unit, says.across, says.up], rows),
  };
}

function lineOf(key: number): number {
  return HEAD + key * KEY - 20;
}

function keyed(name: string, key: number, mark: string): string {
  return [mark, label(name, 38, lineOf(key) + 4)].join('\n');
}

function below(top: number, { children }: Shape): string {
  return element('g', { transform: `translate(0 ${top})` }, (children ?? []).map(plain).join('\n'));
}

/** A part of a chart that needs no style sheet. */
function plain({ tag, attributes, children, text }: Shape): string {
  const { class: classes = '', ...own } = attributes;
  const names = String(classes).split(' ');
  const colour = names.find((name) => name.startsWith('run-'));
  const ink = colour === undefined ? {} : tag === 'circle' ? { fill: inkOf(colour) } : { stroke: inkOf(colour) };
  const content = text === undefined ? (children ?? []).map(plain).join('\n') : escaped(text);
  return element(tag, { ...Object.assign({}, ...names.map((name) => looks[name] ?? {})), ...ink, ...own }, content);
}

function inkOf(colour: string): string {
  return inks[Number(colour.replace('run-', ''))] ?? '#111';
}
