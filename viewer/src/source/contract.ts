import type { NotesInfo } from './inquiry';

/** The shapes of docs/contract.md, name for name. */
export const CONTRACT = 1;

/** How many likely next symbols a prediction row carries. */
export const TOP = 5;

/** How many likely next symbols or words a row of connectivity carries. */
export const CONNECTIVITY_TOP = 3;

/** The most symbols of a text whose connectivity is computed. */
export const LONGEST_CONNECTIVITY = 500;

/** Whose logit connectivity is of: that of what came next, or of what was expected most. */
export const targets = ['next', 'likeliest'] as const;
export type Target = (typeof targets)[number];

/** Connectivity that somebody published, opened beside the runs. */
export interface Published {
  readonly id: string;
  readonly title: string;
  /** One character for each row. */
  readonly text: string;
  /** What was predicted, by the ids in the rows. */
  readonly words: readonly string[];
}

/** "signed": within -1..1; "gate": within 0..1; "free": any real number. */
export type Range = 'signed' | 'gate' | 'free';

export interface RunSummary {
  readonly name: string;
  readonly unit: string;
  readonly layers: number;
  readonly units: number;
  readonly testLossNats: number;
}

export interface SignalName {
  readonly start: number;
  readonly length: number;
  readonly signal: string;
}

export interface Equation {
  readonly text: string;
  readonly label: string | null;
  readonly names: readonly SignalName[];
}

export interface UnitFile {
  readonly name: string;
  readonly source: string;
  readonly equations: readonly Equation[];
}

export interface Site {
  /** `layers.{l}.{signal}`, the one name used everywhere. */
  readonly name: string;
  readonly layer: number;
  readonly signal: string;
  readonly label: string | null;
  readonly width: number;
  readonly range: Range;
}

export interface Training {
  readonly corpus: string;
  readonly epochs: number;
  readonly trainLossNats: number;
  readonly validationLossNats: number;
  readonly testLossNats: number;
  readonly charactersPerSecond: number;
}

export interface TextInfo {
  readonly id: string;
  readonly title: string;
  readonly characters: number;
  readonly unknown: number;
  readonly lossNats: number;
}

export interface Finding {
  readonly property: string;
  readonly site: string;
  readonly unit: number;
  readonly score: number;
  readonly measure: string;
}

export type Alphabet = 'characters' | 'bytes';

export interface Manifest {
  readonly contract: number;
  readonly name: string;
  readonly unit: UnitFile;
  readonly layers: number;
  readonly units: number;
  readonly parameters: number;
  readonly symbols: Alphabet;
  /** Code points or byte values by symbol id; -1 is the unknown symbol. */
  readonly vocabulary: readonly number[];
  /** The words that the network predicts, by id; null where it predicts the next symbol. */
  readonly words: readonly string[] | null;
  readonly sites: readonly Site[];
  readonly training: Training | null;
  readonly texts: readonly TextInfo[];
  readonly findings: readonly Finding[];
  readonly notes?: NotesInfo;
}
