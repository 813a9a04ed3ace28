import type { Ramp } from './colours';

/** A figure made to be kept: a drawing that stands alone, and the numbers in it. */
export interface Figure {
  /** Names its files. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly svg: string;
  readonly csv: string;
}

/** A rectangle of a colour. */
export interface Patch {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly colour: string;
}

type Value = string | number;

/** An element. What stands in it is markup made here, or comes through `escaped`. */
export function element(name: string, attributes: Readonly<Record<string, Value>>, content = ''): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${typeof value === 'number' ? rounded(value) : escaped(value)}"`);
  return `<${name}${written.join('')}${content === '' ? '/>' : `>${content}</${name}>`}`;
}

/** Text as text, whatever is in it. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}

export function label(text: string, x: number, y: number, attributes: Readonly<Record<string, Value>> = {}): string {
  return element('text', { x, y, ...attributes }, escaped(text));
}

/** Rectangles, those of one colour as one path. */
export function patches(all: readonly Patch[]): string {
  const paths = new Map<string, string>();
  for (const { x, y, width, height, colour } of all)
    paths.set(colour, `${paths.get(colour) ?? ''}M${rounded(x)} ${rounded(y)}h${rounded(width)}v${rounded(height)}h${rounded(-width)}z`);
  return [...paths].map(([fill, d]) => element('path', { d, fill })).join('\n');
}

const SWATCHES = 41;

/** A colour scale with its numbers under it. */
export function scale(ramp: Ramp, ends: readonly string[], x: number, y: number, width: number): string {
  const step = width / SWATCHES;
  const swatches = Array.from({ length: SWATCHES }, (_, i) => ({
    x: x + i * step, y, width: step + 0.2, height: 10, colour: ramp.css[Math.round((i / (SWATCHES - 1)) * (ramp.css.length - 1))] ?? '',
  }));
  const places = [[x, 'start'], [x + width / 2, 'middle'], [x + width, 'end']] as const;
  return [patches(swatches), ...places.map(([at, anchor], i) => label(ends[i] ?? '', at, y + 23, { 'text-anchor': anchor }))].join('\n');
}

/** The whole drawing, on white: figures go into papers and slides. */
export function drawing(title: string, width: number, height: number, parts: readonly string[]): string {
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}`, 'font-family': 'system-ui, sans-serif', 'font-size': 12, fill: '#111',
  };
  const ground = element('rect', { width, height, fill: '#fff' });
  return `${element('svg', attributes, ['', element('title', {}, escaped(title)), ground, label(title, 12, 20, { 'font-weight': 600 }), ...parts, ''].join('\n'))}\n`;
}

/** Lines of numbers and texts, with commas between them. */
export function csv(columns: readonly string[], rows: Iterable<readonly Value[]>): string {
  const line = (cells: readonly Value[]): string => cells.map(cell).join(',');
  return [columns, ...rows].map((cells) => `${line(cells)}\n`).join('');
}

function cell(value: Value): string {
  if (typeof value === 'number') return Number.isNaN(value) ? '' : String(value);
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

function rounded(value: number): string {
  return String(Number(value.toFixed(2)));
}
