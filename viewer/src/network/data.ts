/** A network as an exported page holds it: the shapes of docs/export.md, name for name. */

export const operations = [
  'input', 'previous', 'vector', 'constant', 'affine', 'add', 'subtract', 'multiply', 'divide', 'sigmoid', 'tanh', 'exp', 'relu', 'max', 'min',
] as const;
export type Operation = (typeof operations)[number];

/** One value of a step, for each of the H units. */
export interface NodeData {
  readonly op: Operation;
  /** The first operand; or which state, vector or call. */
  readonly a: number | null;
  readonly b: number | null;
  /** Of a constant. */
  readonly value: number | null;
}

/** Weights times arguments plus bias. Names of parameters lack the layer. */
export interface CallData {
  readonly arguments: readonly number[];
  readonly weights: readonly string[];
  readonly bias: string | null;
}

/** The compiled equations of a unit. */
export interface GraphData {
  /** Operands come before their uses. */
  readonly nodes: readonly NodeData[];
  readonly calls: readonly CallData[];
  readonly vectors: readonly string[];
  readonly signals: readonly { readonly name: string; readonly node: number }[];
  /** For each state the node of its next value; the first state is the layer's output. */
  readonly states: readonly number[];
}

export interface NetworkData {
  readonly graph: GraphData;
  /** L, H, V and K of docs/shapes.md. */
  readonly layers: number;
  readonly units: number;
  readonly symbols: number;
  readonly outputs: number;
  /** Where each parameter begins in the weights. */
  readonly tensors: Readonly<Record<string, number>>;
  readonly weights: Float32Array;
}

/** A text that was read before the page was written. */
export interface TextData {
  readonly id: string;
  /** [N] */
  readonly symbols: Uint16Array;
  /** Symbols between two checkpoints. */
  readonly every: number;
  /** [count x L x states x H], after `every`, 2 `every`, ... symbols. */
  readonly checkpoints: Float32Array;
  /** [sites x H x 4] */
  readonly statistics: Float32Array;
}

/** What is right at each position: a symbol or a word; this where nobody knows. */
export const NONE = 65_535;
