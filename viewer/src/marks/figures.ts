import { colourOf, step, type Ramp } from './colours';
import { along, linePath, ticks, type Axis } from './line';
import { csv, drawing, element, label, patches, scale, type Figure, type Patch } from './svg';

/** What all figures of a unit, or of all units of a site, say about themselves. */
export interface About {
  readonly name: string;
  readonly title: string;
  /** Position of the first value. */
  readonly from: number;
  readonly ramp: Ramp;
  /** The numbers at the low end, the middle and the high end of the scale. */
  readonly ends: readonly string[];
  readonly low: number;
  readonly high: number;
  /** Letters for each step of a ramp that has dark ones; black without. */
  readonly inks?: readonly string[];
  /** What whole numbers from 0 stand for, where values are classes; 0 is none of them and has no colour. */
  readonly classes?: readonly string[];
}

/** A character with its place on the page. */
export interface Letter {
  readonly position: number;
  readonly line: number;
  readonly column: number;
  readonly cells: number;
  /** What is drawn, and whether it stands for something that has no look of its own. */
  readonly text: string;
  readonly quiet: boolean;
  readonly code: string;
}

/** What the axes are called. */
export interface AxisWords {
  readonly character: string;
  readonly value: string;
  readonly unit: string;
}

const WIDTH = 960;
const LEFT = 64;
const RIGHT = 28;
const HEAD = 36;
const SCALE = 200;
/** Columns of a text that the names of seven classes fit above. */
const COLUMNS_OF_KEY = 90;
const quiet = { fill: '#555' };

/** The text, coloured by a unit. */
export function textFigure(about: About, letters: readonly Letter[], values: Float32Array, words: AxisWords): Figure {
  const CELL = 9;
  const LINE = 22;
  const valueOf = ({ position }: Letter): number => values[position - about.from] ?? NaN;
  const top = HEAD + 44;
  const lines = 1 + Math.max(0, ...letters.map(({ line }) => line));
  const coloured = letters.flatMap((letter): Patch[] => {
    const colour = colourOf(about.ramp, valueOf(letter), about.low, about.high);
    return colour ? [{ x: LEFT + letter.column * CELL, y: top + letter.line * LINE, width: letter.cells * CELL, height: LINE, colour }] : [];
  });
  const inkOf = (letter: Letter): Record<string, string> => {
    const ink = about.inks?.[step(valueOf(letter), about.low, about.high)];
    return ink === undefined ? {} : { fill: ink };
  };
  const written = letters.filter(({ text }) => text.trim() !== '').map((letter) =>
    label(letter.text, LEFT + (letter.column + letter.cells / 2) * CELL, top + letter.line * LINE + 15, { ...inkOf(letter), ...(letter.quiet ? { 'fill-opacity': 0.4 } : {}) }));
  const starts = letters.filter((letter, i) => letters[i - 1]?.line !== letter.line).map(({ position, line }) =>
    label(String(position), LEFT - 10, top + line * LINE + 15, { 'text-anchor': 'end', ...quiet }));
  const mono = element('g', { 'font-family': 'ui-monospace, monospace', 'font-size': 14, 'text-anchor': 'middle' }, written.join('\n'));
  const wide = LEFT + RIGHT + CELL * Math.max(about.classes ? COLUMNS_OF_KEY : 60, ...letters.map(({ column, cells }) => column + cells));
  const rows = letters.map((letter) => [letter.position, letter.code, letter.text, about.classes?.[valueOf(letter)] ?? valueOf(letter)]);
  return figure(about, wide, top + lines * LINE + 16, [about.classes ? keyOf(about, about.classes) : scaleOf(about, LEFT), patches(coloured), mono, ...starts], [words.character, 'code', 'symbol', words.value], rows);
}

/** One unit as a line. */
export function lineFigure(about: About, values: Float32Array, words: AxisWords): Figure {
  const HEIGHT = 260;
  const x: Axis = { from: about.from, to: about.from + Math.max(1, values.length - 1), start: LEFT, end: WIDTH - RIGHT };
  const y: Axis = { from: about.low, to: about.high, start: HEIGHT - 48, end: HEAD + 10 };
  const levels = [about.low, (about.low + about.high) / 2, about.high];
  const grid = levels.flatMap((level, i) => [
    element('line', { x1: x.start, x2: x.end, y1: along(y, level), y2: along(y, level), stroke: level === 0 ? '#999' : '#ddd' }),
    label(about.ends[i] ?? '', LEFT - 8, along(y, level) + 4, { 'text-anchor': 'end', ...quiet }),
  ]);
  const curve = element('path', { d: linePath(values, about.from, x, y), fill: 'none', stroke: '#111', 'stroke-width': 1.2, 'stroke-linejoin': 'round' });
  const said = label(words.value, 14, (y.start + y.end) / 2, { transform: `rotate(-90 14 ${(y.start + y.end) / 2})`, 'text-anchor': 'middle', ...quiet });
  return figure(about, WIDTH, HEIGHT, [...grid, curve, said, ...positions(x, y.start, words)], [words.character, words.value], numbered(about, values));
}

/** All units over the same characters, a row each. `boundsOf` a unit are the ends of its scale. */
export function stripsFigure(
  about: About, rows: Float32Array, order: readonly number[], boundsOf: (unit: number) => { low: number; high: number }, words: AxisWords,
): Figure {
  const units = order.length;
  const count = units > 0 ? rows.length / units : 0;
  const row = Math.min(16, Math.max(4, 640 / Math.max(1, units)));
  const top = HEAD + 44;
  const x: Axis = { from: about.from, to: about.from + Math.max(1, count), start: LEFT, end: WIDTH - RIGHT };
  const width = (x.end - x.start) / Math.max(1, count);
  const drawn = order.flatMap((unit, rank) => {
    const { low, high } = boundsOf(unit);
    const colours = Array.from({ length: count }, (_, at) => colourOf(about.ramp, rows[at * units + unit] ?? NaN, low, high));
    return runs(colours).map(({ from, to, colour }) => ({ x: LEFT + from * width, y: top + rank * row, width: (to - from) * width, height: row, colour }));
  });
  const every = Math.max(1, Math.ceil(14 / row));
  const named = order.flatMap((unit, rank) => (rank % every === 0 ? [label(String(unit), LEFT - 8, top + rank * row + row / 2 + 4, { 'text-anchor': 'end', ...quiet })] : []));
  const bottom = top + units * row;
  const said = label(words.unit, 14, (top + bottom) / 2, { transform: `rotate(-90 14 ${(top + bottom) / 2})`, 'text-anchor': 'middle', ...quiet });
  const numbers = Array.from({ length: count }, (_, at) => [about.from + at, ...rows.subarray(at * units, (at + 1) * units)]);
  const columns = [words.character, ...Array.from({ length: units }, (_, unit) => `${words.unit} ${unit}`)];
  return figure(about, WIDTH, bottom + 48, [scaleOf(about, LEFT), patches(drawn), ...named, said, ...positions(x, bottom, words)], columns, numbers);
}

/** One unit over the whole text: each stripe is the mean of the characters in it. Of a long text the `values` are means of equal parts. */
export function overviewFigure(about: About, values: Float32Array, words: AxisWords, characters = values.length): Figure {
  const top = HEAD + 44;
  const bottom = top + 40;
  const x: Axis = { from: about.from, to: about.from + Math.max(1, characters), start: LEFT, end: WIDTH - RIGHT };
  const stripes = Math.min(values.length, x.end - x.start);
  const colours = Array.from({ length: stripes }, (_, i) => {
    const part = values.subarray(Math.floor((i * values.length) / stripes), Math.floor(((i + 1) * values.length) / stripes)).filter((value) => !Number.isNaN(value));
    return colourOf(about.ramp, part.length > 0 ? part.reduce((sum, value) => sum + value, 0) / part.length : NaN, about.low, about.high);
  });
  const width = (x.end - x.start) / Math.max(1, stripes);
  const drawn = runs(colours).map(({ from, to, colour }) => ({ x: LEFT + from * width, y: top, width: (to - from) * width, height: bottom - top, colour }));
  return figure(about, WIDTH, bottom + 48, [scaleOf(about, LEFT), patches(drawn), ...positions(x, bottom, words)], [words.character, words.value], Array.from(values, (value, i) => [about.from + Math.floor((i * characters) / values.length), value]));
}

function figure(
  { name, title }: About, width: number, height: number, parts: readonly string[], columns: readonly string[], rows: Iterable<readonly (string | number)[]>,
): Figure {
  return { name, width, height, svg: drawing(title, width, height, parts), csv: csv(columns, rows) };
}

function scaleOf({ ramp, ends }: About, x: number): string {
  return scale(ramp, ends, x, HEAD, SCALE);
}

/** The colours of classes beside their names. */
function keyOf({ ramp, low, high }: About, names: readonly string[]): string {
  let x = LEFT;
  return names.flatMap((name, i) => {
    if (i === 0) return [];
    const at = x;
    x += 40 + 7 * name.length;
    return [patches([{ x: at, y: HEAD, width: 14, height: 14, colour: colourOf(ramp, i, low, high) ?? '' }]), label(name, at + 19, HEAD + 11)];
  }).join('\n');
}

function numbered({ from }: About, values: Float32Array): [number, number][] {
  return Array.from(values, (value, i) => [from + i, value]);
}

/** The axis of characters. */
function positions(x: Axis, y: number, words: AxisWords): string[] {
  const marked = ticks(x.from, x.to, 8).filter(Number.isInteger);
  return [
    element('line', { x1: x.start, x2: x.end, y1: y, y2: y, stroke: '#999' }),
    ...marked.flatMap((at) => [
      element('line', { x1: along(x, at), x2: along(x, at), y1: y, y2: y + 4, stroke: '#999' }),
      label(String(at), along(x, at), y + 17, { 'text-anchor': 'middle', ...quiet }),
    ]),
    label(words.character, (x.start + x.end) / 2, y + 36, { 'text-anchor': 'middle', ...quiet }),
  ];
}

/** Neighbours of one colour, as one. */
function runs(colours: readonly (string | null)[]): { from: number; to: number; colour: string }[] {
  const found: { from: number; to: number; colour: string }[] = [];
  colours.forEach((colour, at) => {
    const last = found.at(-1);
    if (last && last.to === at && last.colour === colour) last.to = at + 1;
    else if (colour !== null) found.push({ from: at, to: at + 1, colour });
  });
  return found;
}
