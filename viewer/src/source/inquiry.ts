/** What units of a network are asked about; the shapes are those of docs/contract.md, name for name. */
export interface UnitNote {
  readonly site: string;
  readonly unit: number;
  /** A few words; may be empty where there is a text. */
  readonly name: string;
  readonly text: string;
}

export interface NotesInfo {
  readonly canWrite: boolean;
  /** Why those of the run cannot be read; null where they can. */
  readonly problem: string | null;
  readonly units: readonly UnitNote[];
}

/** Something about a text that units may track. */
export interface TextProperty {
  readonly name: string;
  readonly description: string;
  readonly kind: 'binary' | 'numeric';
  /** The least and the largest number over the text; null where it has none. */
  readonly low: number | null;
  readonly high: number | null;
  /** Of a binary property, the share of the characters where it holds; else null. */
  readonly share: number | null;
}

export interface RankedUnit {
  readonly site: string;
  readonly unit: number;
  /** -1 to 1, positive where the unit is high when the property is. */
  readonly score: number;
}

export interface Ranking {
  /** What is wrong with what was typed, and in which column (from 1; 0 for all of it); null for nothing. */
  readonly mistake: { readonly message: string; readonly hint: string; readonly column: number } | null;
  readonly property: TextProperty | null;
  /** While the units of the text are made ready: how far that is, 0 to 1. */
  readonly preparing: number | null;
  readonly characters: number;
  /** How many of them were looked at, evenly spread. */
  readonly positions: number;
  readonly units: number;
  readonly ranked: readonly RankedUnit[];
}

/** The score of the best of all units for copies of a property that are shifted along the text. */
export interface Chance {
  /** How many copies; 0 where the text is too short for any. */
  readonly shifts: number;
  readonly best: number | null;
}

export interface Span {
  readonly from: number;
  readonly count: number;
}

export type Side = 'high' | 'low';

/** A unit that is beyond its threshold, on one side. */
export interface UnitSide {
  readonly site: string;
  readonly unit: number;
  readonly side: Side;
}

export interface SpanUnit extends UnitSide {
  /** 0 to 1: 1 is on throughout the spans and off around them, a half says nothing. */
  readonly score: number | null;
  readonly inside: number | null;
  readonly outside: number | null;
  readonly threshold: number | null;
  /** Of the text where it is on this side. */
  readonly share: number;
  /** How many units score as well where such spans lie elsewhere, on average; null where the spans are too long to say. */
  readonly byChance: number | null;
}

export interface SpanUnits {
  readonly spans: readonly Span[];
  readonly margin: number;
  readonly compared: number;
  readonly placements: number;
  readonly units: readonly SpanUnit[];
}

export interface Places {
  readonly least: number;
  readonly margin: number;
  readonly total: number;
  readonly symbols: number;
  readonly longest: number;
  readonly places: readonly (Span & { readonly score: number })[];
}

export interface Interval {
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface SymbolEffect {
  readonly symbol: number;
  readonly count: number;
  readonly change: Interval;
  readonly share: number;
  readonly before: number;
  readonly after: number;
  readonly afterDeviation: number;
  /** The share of what the unit held that is left after the symbol. */
  readonly kept: number | null;
  readonly role: 'increments' | 'decrements' | 'resets' | 'none';
}

export interface Counters {
  readonly steps: number;
  readonly changeExplained: number | null;
  readonly levelExplained: number | null;
  readonly leading: number;
  readonly different: number;
  readonly symbols: readonly SymbolEffect[];
}

export interface Context extends Span {
  readonly at: number;
  readonly value: number;
  readonly change: number | null;
}

export interface Contexts {
  readonly highest: readonly Context[];
  readonly lowest: readonly Context[];
  readonly changing: readonly Context[];
}

/** What the network shall write, and what is done to it meanwhile. */
export interface Writing {
  readonly prompt: string;
  readonly count: number;
  readonly seed: number;
  readonly temperature: number;
  /** As in `layers.1.c:43=1.5`, with commas between them; empty for a free network. */
  readonly holds: string;
  /** Measured over what was written; empty for none. */
  readonly property: string;
}

/** A text of a run. */
export interface Place {
  readonly run: string;
  readonly text: string;
}

/** Questions that only a program with the network at hand can answer; an exported page has none of them. */
export interface Inquiry {
  note(run: string, note: UnitNote): Promise<NotesInfo>;
  /** The properties that make sense for a text. */
  properties(place: Place): Promise<readonly TextProperty[]>;
  ranking(place: Place, property: string, signal: AbortSignal): Promise<Ranking>;
  chance(place: Place, property: string, signal: AbortSignal): Promise<Chance>;
  /** [count], the numbers of a property; NaN where it does not count. */
  track(place: Place, property: string, from: number, count: number): Promise<Float32Array>;
  spanUnits(place: Place, spans: string, signal: AbortSignal): Promise<SpanUnits>;
  places(place: Place, units: string, signal: AbortSignal): Promise<Places>;
  counters(place: Place, site: string, unit: number, signal: AbortSignal): Promise<Counters>;
  contexts(place: Place, site: string, unit: number, signal: AbortSignal): Promise<Contexts>;
  /** What the last search of the run found: a file, so anything. */
  cells(run: string): Promise<unknown>;
  /** [count x 2]: symbol, and the number of the property (NaN without one). */
  write(run: string, writing: Writing, signal: AbortSignal): Promise<Float32Array>;
}
