import { NONE, type GraphData } from './data';
import type { Network } from './network';
import { crossEntropy } from './softmax';

/** Symbols between two checkpoints of a text that is read here. */
export const EVERY = 128;

/** A text that the network reads in blocks, each from the state after the one before: a checkpoint is kept, the values are not. */
export class Reading {
  /** By block, the states before it. */
  private readonly checkpoints: Float32Array[];

  constructor(
    private readonly network: Network,
    readonly ids: Uint16Array,
    /** What is right at each position; NONE where nobody knows. */
    readonly targets: Uint16Array,
    private readonly every = EVERY,
    /** [count x L x states x H] */
    checkpoints: Float32Array = new Float32Array(),
  ) {
    const size = network.stateSize;
    this.checkpoints = Array.from({ length: 1 + checkpoints.length / size }, (_, block) =>
      block === 0 ? new Float32Array(size) : checkpoints.slice((block - 1) * size, block * size),
    );
  }

  get length(): number {
    return this.ids.length;
  }

  /** The block that a position is in. */
  blockOf(position: number): number {
    return Math.floor(position / this.every);
  }

  /** The positions of a block, [from, to). */
  stretch(block: number): readonly [number, number] {
    return [block * this.every, Math.min(this.length, (block + 1) * this.every)];
  }

  /**
   * The values of all sites over a block, [count x sites x H]. Only after the one before it was read once. What each prediction
   * cost is added up where somebody wants to know.
   */
  read(block: number, cost?: (nats: number) => void): Float32Array {
    const { network, ids, targets } = this;
    const { graph, layers, units, outputs } = network.data;
    const begin = this.checkpoints[block];
    if (!begin) throw new Error(`Block ${block} was asked for before the one in front of it was read.`);
    const state = begin.slice();
    const row = new Float32Array(network.rowSize);
    const scores = new Float32Array(cost ? outputs : 0);
    const places = placesOf(network, layers, graph);
    const [from, to] = this.stretch(block);
    const values = new Float32Array((to - from) * places.length * units);
    for (let at = from, out = 0; at < to; at++) {
      network.step(ids[at] ?? 0, state, row);
      for (const place of places) {
        for (let i = 0; i < units; i++) values[out + i] = row[place + i]!;
        out += units;
      }
      const target = targets[at] ?? NONE;
      if (!cost || target === NONE) continue;
      network.logits(row, network.top, scores);
      cost(crossEntropy(scores, target));
    }
    this.checkpoints[block + 1] ??= state;
    return values;
  }
}

/** Where the sites are in a row: the signals of each layer, in the order of the manifest. */
function placesOf(network: Network, layers: number, graph: GraphData): readonly number[] {
  return Array.from({ length: layers }, (_, layer) => graph.signals.map(({ node }) => network.place(layer, node))).flat();
}
