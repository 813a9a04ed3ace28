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
  /** Of a gate that a state is multiplied by: whether the state is carried on when it is open, or when it is shut. */
  readonly keeps?: 'open' | 'shut' | null;
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

export interface FindingEvidence {
  readonly isHigh: boolean;
  readonly low: number | null;
  readonly high: number | null;
  readonly chance: number;
  readonly corrected: number;
  readonly twin: number | null;
  readonly learned: boolean;
}

export interface Finding {
  readonly property: string;
  readonly site: string;
  readonly unit: number;
  readonly score: number;
  readonly measure: string;
  /** Null where nobody wrote it down. */
  readonly evidence: FindingEvidence | null;
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

/** Where a training stands. */
export interface TrainingInfo {
  /** Lines of the log so far. */
  readonly reports: number;
  readonly isFinished: boolean;
  readonly secondsSinceReport: number | null;
  /** How many were asked for. */
  readonly epochs: number | null;
  readonly bestStep: number | null;
  /** Steps whose weights were kept, earliest first. */
  readonly snapshots: readonly number[];
  /** What units can be scored for. */
  readonly properties: readonly Property[];
}

export interface Property {
  readonly name: string;
  readonly description: string;
}

/** Numbers of a line of a training log: step, epoch, train loss, validation loss, gradient norm, characters per second. */
export const LOG_NUMBERS = 6;

/** How requests about texts name the weights that training kept after a step. */
export function snapshotOf(run: string, step: number): string {
  return `${run}@${step}`;
}

/** A run beside another one over the same text. */
export interface Peer {
  readonly run: string;
  /** What it calls the text; null where the two cannot be compared. */
  readonly text: string | null;
  /** Why they cannot; null where they can. */
  readonly why: string | null;
  readonly snapshots: readonly number[];
}

/** How much more one network loses than another; numbers are null where there was nothing to measure. */
export interface Difference {
  readonly count: number;
  /** Mean loss of the first less that of the second, with its interval. */
  readonly nats: number | null;
  readonly lowNats: number | null;
  readonly highNats: number | null;
  readonly firstNats: number | null;
  readonly secondNats: number | null;
  /** Share of the symbols that cost the first less. */
  readonly firstIsBetter: number | null;
  /** Where the one is most ahead of the other. */
  readonly forFirst: readonly PlacedDifference[];
  readonly forSecond: readonly PlacedDifference[];
}

export interface PlacedDifference {
  readonly position: number;
  readonly nats: number;
}

/** The errors of a network over a text, each in the class of the first oracle that would have avoided it. */
export interface ErrorLedger {
  /** How many were predicted. */
  readonly characters: number;
  readonly errors: number;
  readonly classes: readonly ErrorClass[];
}

export interface ErrorClass {
  readonly name: string;
  readonly errors: number;
  /** Of all errors, with its interval; null where there are none. */
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** How many it would have, were its oracle the only one. */
  readonly alone: number;
  readonly levels: readonly { readonly name: string; readonly errors: number }[];
}

/** The ledger of a text, and which class each of its characters is in. */
export interface SortedErrors {
  readonly ledger: ErrorLedger;
  /** [N]: 0 where there is no error, else the place of its class from 1. */
  readonly classes: Uint16Array;
}

/** Left-saturated is below the first, right-saturated above the second. */
export const SATURATION = [0.1, 0.9] as const;

/** A unit that goes along with another one. */
export interface UnitMatch {
  readonly site: string;
  readonly unit: number;
  readonly correlation: number;
}
