import { targets, type Target } from '../source/contract';

/** Everything a link must hold to show the same view again. */
export interface Selection {
  readonly panel: Panel;
  readonly run: string;
  readonly text: string;
  /** The reader's own text; null while a text of the run is shown. */
  readonly typed: string | null;
  readonly site: string;
  readonly unit: number;
  /** The chosen character, null for none. */
  readonly position: number | null;
  /** The first character on screen. */
  readonly top: number;
  readonly predictions: boolean;
  readonly order: Order;
  readonly scope: Scope;
  readonly palette: PaletteName;
  /** The first character of the stretch whose memory is shown. */
  readonly from: number;
  /** Published connectivity whose text is shown; null while a text of the run or of one's own is. */
  readonly published: string | null;
  readonly target: Target;
  readonly norm: Norm;
  readonly heat: Heat;
  readonly heatColours: HeatColours;
  /** The snapshot whose unit is shown; null for the last one. */
  readonly step: number | null;
  /** What units are scored for; empty for what the unit goes along with most. */
  readonly property: string;
  readonly steps: StepAxis;
  /** Runs beside the chosen one, see `othersOf`; null for whatever there is. */
  readonly others: string | null;
  readonly shade: Shade;
  /** Which of the matches of the unit is shown, the best is 0. */
  readonly match: number;
  /** The class of errors that is looked at; empty for all. */
  readonly errorClass: string;
  readonly errorColours: ErrorColours;
  /** What the column beside the text speaks about. */
  readonly tab: Tab;
  /** The property that units are ranked by, as it was typed; empty for none. */
  readonly hypothesis: string;
  /** Spans of the text, see `spansOf`; empty for none. */
  readonly spans: string;
  /** Units of the spans whose other places are shown, see `sidesOf`. */
  readonly picked: string;
  /** What the network reads before it writes. */
  readonly prompt: string;
  readonly seed: number;
  /** In hundredths. */
  readonly temperature: number;
  /** Where the chosen unit is held while the network writes; null for the high end of its scale. */
  readonly held: number | null;
  /** What is held besides, see `holdsOf`. */
  readonly also: string;
}

/**
 * What is seen: one unit of a network, its gates, what it gets wrong, what its predictions look back at, how it learned, what it writes,
 * how two networks differ.
 */
export const panels = ['units', 'gates', 'errors', 'memory', 'training', 'sample', 'compare'] as const;
export type Panel = (typeof panels)[number];

/** What the column beside the text speaks about. */
export const tabs = ['character', 'unit', 'hypothesis', 'span'] as const;
export type Tab = (typeof tabs)[number];

/** Connectivity as the L2 norm of the gradient, or as its square. */
export const norms = ['l2', 'squared'] as const;
export type Norm = (typeof norms)[number];

/** Whether each position has a scale up to its own maximum, or all positions of all models have one. */
export const heats = ['row', 'common'] as const;
export type Heat = (typeof heats)[number];

/** From the colour of the sheet on, or as in the article of 2019. */
export const heatColours = ['sheet', 'article-2019'] as const;
export type HeatColours = (typeof heatColours)[number];

/** Steps of a training on a logarithmic axis, where early ones have room, or evenly. */
export const stepAxes = ['log', 'even'] as const;
export type StepAxis = (typeof stepAxes)[number];

/** Whether errors are coloured by what would have helped, or characters by what they cost. */
export const errorColours = ['class', 'loss'] as const;
export type ErrorColours = (typeof errorColours)[number];

/** What colours a text that two networks have read. */
export const shades = ['difference', 'unit', 'match'] as const;
export type Shade = (typeof shades)[number];

/** Units by their number, or by how much they move. */
export const orders = ['index', 'deviation'] as const;
export type Order = (typeof orders)[number];

/** Whether the scale of a free site is that of the unit or that of all its units. */
export const scopes = ['unit', 'site'] as const;
export type Scope = (typeof scopes)[number];

export const palettes = ['red-blue', 'orange-blue', 'paper-2015'] as const;
export type PaletteName = (typeof palettes)[number];

interface Property<T> {
  readonly key: string;
  readonly initial: T;
  /** Undefined for text that means nothing here; the initial value then stands. */
  readonly parse: (text: string) => T | undefined;
  readonly format: (value: T) => string;
}

/** One row per property: its key in the address, what it is at first, how it is read and written. */
const table: { readonly [K in keyof Selection]: Property<Selection[K]> } = {
  panel: oneOf('view', panels),
  run: words('run'),
  text: words('text'),
  typed: { key: 'typed', initial: null, parse: (text) => text, format: (value) => value ?? '' },
  site: words('site'),
  unit: { key: 'unit', initial: 0, parse: count, format: String },
  position: { key: 'at', initial: null, parse: count, format: String },
  top: { key: 'top', initial: 0, parse: count, format: String },
  predictions: { key: 'predictions', initial: false, parse: (text) => text === 'on', format: (on) => (on ? 'on' : 'off') },
  order: oneOf('order', orders),
  scope: oneOf('scale', scopes),
  palette: oneOf('palette', palettes),
  from: { key: 'from', initial: 0, parse: count, format: String },
  published: { key: 'published', initial: null, parse: (text) => text, format: (value) => value ?? '' },
  target: oneOf('of', targets),
  norm: oneOf('norm', norms),
  heat: oneOf('heat', heats),
  heatColours: oneOf('heat-colours', heatColours),
  step: { key: 'step', initial: null, parse: count, format: String },
  property: words('property'),
  steps: oneOf('steps', stepAxes),
  others: { key: 'with', initial: null, parse: (text) => text, format: (value) => value ?? '' },
  shade: oneOf('shade', shades),
  match: { key: 'match', initial: 0, parse: count, format: String },
  errorClass: words('errors'),
  errorColours: oneOf('errors-by', errorColours),
  tab: oneOf('tab', tabs),
  hypothesis: words('hypothesis'),
  spans: words('spans'),
  picked: words('picked'),
  prompt: words('prompt'),
  seed: { key: 'seed', initial: 1, parse: count, format: String },
  temperature: { key: 'temperature', initial: 100, parse: count, format: String },
  held: { key: 'held', initial: null, parse: real, format: String },
  also: words('also'),
};

/** The names of runs in one text, and back; names may hold anything. */
export function othersOf(text: string): readonly string[] {
  return text.split(',').filter(Boolean).map(decoded);
}

export function formatOthers(names: readonly string[]): string {
  return names.map(encodeURIComponent).join(',');
}

export const initial = Object.fromEntries(
  Object.entries(table).map(([name, property]) => [name, property.initial]),
) as unknown as Selection;

/** The part of an address after `#`; what is as it was at first is left out. */
export function format(selection: Selection): string {
  const search = new URLSearchParams();
  const add = <K extends keyof Selection>(name: K): void => {
    const { key, initial, format } = table[name];
    if (selection[name] !== initial) search.set(key, format(selection[name]));
  };
  names().forEach(add);
  return search.toString();
}

export function parse(hash: string): Selection {
  const search = new URLSearchParams(hash.replace(/^#/, ''));
  const read = <K extends keyof Selection>(name: K): [K, Selection[K]] => {
    const { key, initial, parse } = table[name];
    const text = search.get(key);
    return [name, text === null ? initial : (parse(text) ?? initial)];
  };
  return Object.fromEntries(names().map(read)) as unknown as Selection;
}

function names(): (keyof Selection)[] {
  return Object.keys(table) as (keyof Selection)[];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function words(key: string): Property<string> {
  return { key, initial: '', parse: (text) => text, format: (value) => value };
}

function oneOf<T extends string>(key: string, values: readonly [T, ...T[]]): Property<T> {
  return { key, initial: values[0], parse: (text) => values.find((value) => value === text), format: (value) => value };
}

function count(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function real(text: string): number | undefined {
  return /^-?\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : undefined;
}
