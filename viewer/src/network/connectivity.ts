import { NONE } from './data';
import type { Network } from './network';
import { addProduct } from './products';
import { likeliest, softmax } from './softmax';

/** What is read, with what the rows of connectivity say of it. */
export interface ReadSymbols {
  readonly ids: Uint16Array;
  /** Code points or byte values; -1 for an unknown symbol. */
  readonly codes: Int32Array;
  /** For each symbol the index of the character that it is read for. */
  readonly characters: Int32Array;
  /** What is right at each; NONE where nobody knows. */
  readonly targets: Uint16Array;
}

/** How many of the likeliest a row names. */
const TOP = 3;

/** Below this in all states a gradient is taken for zero, as in the engine. */
const FLOOR = 1e-24;

/** In front of the norms of a row: the symbol, the target, the likeliest. */
const HEAD = 5 + 2 * TOP;

/**
 * What each prediction over a text depends on, in the rows of docs/contract.md: for every position a walk back through all steps before
 * it, with the adjoint of one logit. `turn` is awaited between the walks; it throws when nobody waits any more.
 */
export async function connectivity(
  network: Network, { ids, codes, characters, targets }: ReadSymbols, ofLikeliest: boolean, turn: () => Promise<void>,
): Promise<Float32Array> {
  const { outputs, units, graph } = network.data;
  const tape = readAll(network, ids);
  const input = new InputNorm(network);
  const [adjoint, above] = [new Float32Array(network.stateSize), new Float32Array(units)];
  const [calls, work] = [new Float32Array(graph.calls.length * units), new Float32Array(graph.nodes.length * units)];
  const scores = new Float32Array(outputs);
  const pairs = new Float32Array(2 * TOP);
  const result = new Float32Array(ids.length * HEAD + (ids.length * (ids.length + 1)) / 2);
  let at = 0;
  for (let position = 0; position < ids.length; position++) {
    await turn();
    network.logits(tape, position * network.rowSize + network.top, scores);
    softmax(scores);
    likeliest(scores, pairs, 0, TOP);
    const right = targets[position] ?? NONE;
    const isRight = !ofLikeliest && right !== NONE;
    const target = isRight ? right : Math.max(0, pairs[0] ?? 0);
    result.set([codes[position] ?? -1, characters[position] ?? 0, target, scores[target] ?? NaN, isRight ? 1 : 0], at);
    result.set(pairs.map((number, i) => (i % 2 === 1 && (pairs[i - 1] ?? -1) < 0 ? NaN : number)), at + 5);
    at += HEAD;
    adjoint.fill(0);
    above.set(network.outputAdjoint(target));
    for (let step = position; step >= 0; step--) {
      network.back(tape, step * network.rowSize, adjoint, above, calls, work);
      above.fill(0);
      result[at + step] = input.of(calls);
      if (isGone(adjoint)) break; // the numbers before are zero already
    }
    at += position + 1;
  }
  return result;
}

/** The values of all nodes at every step, (N, L, nodes, H). */
function readAll(network: Network, ids: Uint16Array): Float32Array {
  const tape = new Float32Array(ids.length * network.rowSize);
  const state = new Float32Array(network.stateSize);
  ids.forEach((symbol, step) => network.step(symbol, state, tape, step * network.rowSize));
  return tape;
}

function isGone(adjoint: Float32Array): boolean {
  for (const number of adjoint) if (!(Math.abs(number) < FLOOR)) return false;
  return true;
}

/**
 * The length of the gradient with respect to the one-hot input: |W a|, with the weights W (V, c H) of x in the c calls that read it and
 * the adjoints a of those calls. Of a large vocabulary only W'W (c H, c H) is kept: the square of that length is a (W'W) a.
 */
class InputNorm {
  private readonly calls: readonly number[];
  private readonly units: number;
  private readonly size: number;
  /** W, or null. */
  private readonly weights: Float32Array | null = null;
  /** W'W in double precision, so that small differences of large numbers keep their digits; or null. */
  private readonly gram: Float64Array | null = null;
  private readonly adjoints: Float32Array;
  private readonly products: Float32Array;

  constructor(network: Network) {
    const { graph, units, symbols, weights } = network.data;
    const layer = network.layers[0];
    const places = graph.calls.map((_, call) => layer?.inputWeights(call) ?? -1);
    this.units = units;
    this.calls = graph.calls.map((_, call) => call).filter((call) => (places[call] ?? -1) >= 0);
    this.size = this.calls.length * units;
    this.adjoints = new Float32Array(this.size);
    this.products = new Float32Array(symbols);
    const all = new Float32Array(symbols * this.size);
    for (let symbol = 0; symbol < symbols; symbol++)
      this.calls.forEach((call, i) => {
        const from = (places[call] ?? 0) + symbol * units;
        all.set(weights.subarray(from, from + units), symbol * this.size + i * units);
      });
    if (symbols <= this.size / 2) this.weights = all;
    else this.gram = gramOf(all, symbols, this.size);
  }

  of(calls: Float32Array): number {
    const { size, units, adjoints, products } = this;
    this.calls.forEach((call, i) => adjoints.set(calls.subarray(call * units, (call + 1) * units), i * units));
    if (this.gram) return Math.sqrt(Math.max(0, squareOf(this.gram, adjoints)));
    products.fill(0);
    if (this.weights) addProduct(this.weights, 0, size, adjoints, 0, products, 0, products.length);
    let sum = 0;
    for (const product of products) sum += product * product;
    return Math.sqrt(sum);
  }
}

/** a G a of a symmetric G, of which only the half with j <= i is there. */
function squareOf(gram: Float64Array, a: Float32Array): number {
  const size = a.length;
  let sum = 0;
  for (let i = 0; i < size; i++) {
    let row = 0;
    for (let j = 0; j < i; j++) row += gram[i * size + j]! * a[j]!;
    sum += a[i]! * (2 * row + gram[i * size + i]! * a[i]!);
  }
  return sum;
}

function gramOf(weights: Float32Array, symbols: number, size: number): Float64Array {
  const gram = new Float64Array(size * size);
  for (let symbol = 0; symbol < symbols; symbol++)
    for (let i = 0; i < size; i++)
      for (let j = 0; j <= i; j++) gram[i * size + j]! += weights[symbol * size + i]! * weights[symbol * size + j]!;
  return gram;
}
