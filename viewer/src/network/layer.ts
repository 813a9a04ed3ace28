import type { GraphData, NetworkData, NodeData } from './data';
import { addProduct, transposed } from './products';

/** The weights of one argument of an affine call. */
interface Weights {
  /** The node that is multiplied. */
  readonly node: number;
  readonly inputs: number;
  /** Where (inputs, H) begins in the network's weights. */
  readonly at: number;
  /** (H, inputs); null where the input is a symbol, whose row is taken as it is. */
  readonly across: Float32Array | null;
}

interface Call {
  readonly weights: readonly Weights[];
  /** Where the bias begins, -1 for none. */
  readonly bias: number;
}

/**
 * One layer: the nodes of its unit, evaluated in order, and differentiated in the opposite order. A row holds the value of every
 * node, (nodes, H); what the equations call x comes from outside, a symbol in the first layer, the output of the layer below in the others.
 */
export class Layer {
  private readonly graph: GraphData;
  private readonly units: number;
  private readonly calls: readonly Call[];
  private readonly vectors: readonly number[];

  constructor(
    private readonly data: NetworkData,
    private readonly index: number,
  ) {
    this.graph = data.graph;
    this.units = data.units;
    const place = (name: string): number => placeOf(data, `layers.${index}.${name}`);
    this.calls = data.graph.calls.map((call) => ({
      bias: call.bias === null ? -1 : place(call.bias),
      weights: call.arguments.map((node, i) => this.weightsOf(node, place(call.weights[i] ?? ''))),
    }));
    this.vectors = data.graph.vectors.map(place);
  }

  /**
   * One step. `state` (states, H) is read and replaced, `row` is written. In the first layer `symbol` is read, else the output of the
   * layer below, at `belowAt` of `below`.
   */
  forward(symbol: number, below: Float32Array, belowAt: number, state: Float32Array, stateAt: number, row: Float32Array, rowAt: number): void {
    const { units, graph } = this;
    graph.nodes.forEach((node, index) => {
      const out = rowAt + index * units;
      if (node.op === 'previous') row.set(state.subarray(stateAt + first(node) * units, stateAt + (first(node) + 1) * units), out);
      else if (node.op === 'vector') row.set(this.parameters(this.vectors[first(node)] ?? 0), out);
      else if (node.op === 'constant') row.fill(node.value ?? 0, out, out + units);
      else if (node.op === 'affine') this.multiply(this.calls[first(node)]!, symbol, below, belowAt, row, rowAt, out);
      else if (node.op !== 'input') apply(node, row, rowAt + first(node) * units, rowAt + (node.b ?? 0) * units, out, units);
    });
    graph.states.forEach((node, index) => {
      state.set(row.subarray(rowAt + node * units, rowAt + (node + 1) * units), stateAt + index * units);
    });
  }

  /**
   * The step back. `adjoint` (states, H) holds the adjoints of the states after the step, and then those before it; `above` (H) is added
   * to that of the output, and then holds the adjoint of the layer below's output. `row` is what `forward` wrote, `calls` (calls, H) receives the
   * adjoints of the affine calls, `work` (nodes, H) is scratch.
   */
  back(row: Float32Array, rowAt: number, adjoint: Float32Array, adjointAt: number, above: Float32Array, calls: Float32Array, work: Float32Array): void {
    const { units, graph } = this;
    work.fill(0);
    graph.states.forEach((node, index) => add(work, node * units, adjoint, adjointAt + index * units, units));
    add(work, (graph.states[0] ?? 0) * units, above, 0, units);
    above.fill(0);
    adjoint.fill(0, adjointAt, adjointAt + graph.states.length * units);
    for (let index = graph.nodes.length - 1; index >= 0; index--) {
      const node = graph.nodes[index]!;
      const at = index * units;
      if (node.op === 'previous') add(adjoint, adjointAt + first(node) * units, work, at, units);
      else if (node.op === 'affine') this.multiplyBack(first(node), work, at, above, calls);
      else if (node.op !== 'input' && node.op !== 'vector' && node.op !== 'constant')
        differentiate(node, row, rowAt, work, at, units);
    }
  }

  /** Of a call that reads x, where its weights (inputs, H) begin; -1 for a call that does not. */
  inputWeights(call: number): number {
    return this.calls[call]?.weights.find(({ node }) => this.isInput(node))?.at ?? -1;
  }

  private isInput(node: number): boolean {
    return this.graph.nodes[node]?.op === 'input';
  }

  private weightsOf(node: number, at: number): Weights {
    const isSymbol = this.isInput(node) && this.index === 0;
    const inputs = isSymbol ? this.data.symbols : this.units;
    return { node, inputs, at, across: isSymbol ? null : transposed(this.data.weights, at, inputs, this.units) };
  }

  private parameters(at: number): Float32Array {
    return this.data.weights.subarray(at, at + this.units);
  }

  private multiply(
    { weights, bias }: Call, symbol: number, below: Float32Array, belowAt: number, row: Float32Array, rowAt: number, out: number,
  ): void {
    const { units } = this;
    if (bias < 0) row.fill(0, out, out + units);
    else row.set(this.parameters(bias), out);
    for (const { node, inputs, at, across } of weights) {
      if (!across) add(row, out, this.data.weights, at + symbol * units, units);
      else if (this.isInput(node)) addProduct(across, 0, inputs, below, belowAt, row, out, units);
      else addProduct(across, 0, inputs, row, rowAt + node * units, row, out, units);
    }
  }

  private multiplyBack(call: number, work: Float32Array, at: number, above: Float32Array, calls: Float32Array): void {
    const { units } = this;
    calls.set(work.subarray(at, at + units), call * units);
    for (const { node, inputs, at: weightsAt, across } of this.calls[call]?.weights ?? []) {
      if (!across) continue; // the way to the symbols is not walked with every step
      const isInput = this.isInput(node);
      addProduct(this.data.weights, weightsAt, units, work, at, isInput ? above : work, isInput ? 0 : node * units, inputs);
    }
  }
}

/** Where a parameter begins. */
export function placeOf(data: NetworkData, name: string): number {
  const place = data.tensors[name];
  if (place === undefined) throw new Error(`There is no parameter "${name}".`);
  return place;
}

function first(node: NodeData): number {
  return node.a ?? 0;
}

function add(to: Float32Array, toAt: number, from: Float32Array, fromAt: number, count: number): void {
  for (let i = 0; i < count; i++) to[toAt + i]! += from[fromAt + i]!;
}

/** Where exp stays what it is, as in the engine (docs/numerics.md). */
const LEAST_EXP = -87;
const MOST_EXP = 88;

function exp(value: number): number {
  return Math.exp(Math.min(Math.max(value, LEAST_EXP), MOST_EXP));
}

/** An elementwise operation. Of equal numbers max and min take the first; NaN stays NaN. */
function apply(node: NodeData, row: Float32Array, a: number, b: number, out: number, units: number): void {
  switch (node.op) {
    case 'add':
      for (let i = 0; i < units; i++) row[out + i] = row[a + i]! + row[b + i]!;
      break;
    case 'subtract':
      for (let i = 0; i < units; i++) row[out + i] = row[a + i]! - row[b + i]!;
      break;
    case 'multiply':
      for (let i = 0; i < units; i++) row[out + i] = row[a + i]! * row[b + i]!;
      break;
    case 'divide':
      for (let i = 0; i < units; i++) row[out + i] = row[a + i]! / row[b + i]!;
      break;
    case 'sigmoid':
      for (let i = 0; i < units; i++) row[out + i] = 1 / (1 + exp(-row[a + i]!));
      break;
    case 'tanh':
      for (let i = 0; i < units; i++) row[out + i] = Math.tanh(row[a + i]!);
      break;
    case 'exp':
      for (let i = 0; i < units; i++) row[out + i] = exp(row[a + i]!);
      break;
    case 'relu':
      for (let i = 0; i < units; i++) row[out + i] = row[a + i]! <= 0 ? 0 : row[a + i]!;
      break;
    case 'max':
      for (let i = 0; i < units; i++) row[out + i] = Math.max(row[a + i]!, row[b + i]!);
      break;
    case 'min':
      for (let i = 0; i < units; i++) row[out + i] = Math.min(row[a + i]!, row[b + i]!);
      break;
    default:
      throw new Error(`There is no operation "${node.op}".`);
  }
}

/** Hands the adjoint of an operation, at `at` of `work`, to its operands. The derivatives are those of docs/units.md. */
function differentiate(node: NodeData, row: Float32Array, rowAt: number, work: Float32Array, at: number, units: number): void {
  const [a, b] = [first(node) * units, (node.b ?? 0) * units];
  const hand = (toFirst: (adjoint: number, value: number, x: number, y: number) => number, toSecond?: typeof toFirst): void => {
    for (let i = 0; i < units; i++) {
      const adjoint = work[at + i]!;
      const [value, x, y] = [row[rowAt + at + i]!, row[rowAt + a + i]!, row[rowAt + b + i]!];
      work[a + i]! += toFirst(adjoint, value, x, y);
      if (toSecond) work[b + i]! += toSecond(adjoint, value, x, y);
    }
  };
  const same = (adjoint: number): number => adjoint;
  switch (node.op) {
    case 'add': return hand(same, same);
    case 'subtract': return hand(same, (adjoint) => -adjoint);
    case 'multiply': return hand((adjoint, _, __, y) => adjoint * y, (adjoint, _, x) => adjoint * x);
    case 'divide': return hand((adjoint, _, __, y) => adjoint / y, (adjoint, value, _, y) => (-adjoint / y) * value);
    case 'sigmoid': return hand((adjoint, value) => adjoint * value * (1 - value));
    case 'tanh': return hand((adjoint, value) => adjoint * (1 - value * value));
    case 'exp': return hand((adjoint, value) => adjoint * value);
    case 'relu': return hand((adjoint, value) => (value > 0 ? adjoint : 0));
    case 'max': return hand((adjoint, _, x, y) => (x >= y ? adjoint : 0), (adjoint, _, x, y) => (y > x ? adjoint : 0));
    case 'min': return hand((adjoint, _, x, y) => (y >= x ? adjoint : 0), (adjoint, _, x, y) => (x > y ? adjoint : 0));
    default: throw new Error(`There is no derivative of "${node.op}".`);
  }
}
