import type { NetworkData } from './data';
import { Layer, placeOf } from './layer';
import { addProduct, transposed } from './products';

/** A recurrent network of any unit, read symbol by symbol: what docs/shapes.md calls a network, in the browser. */
export class Network {
  /** Numbers of all states, (L, states, H). */
  readonly stateSize: number;
  /** Numbers of all nodes of a step, (L, nodes, H). */
  readonly rowSize: number;
  readonly layers: readonly Layer[];
  private readonly layerState: number;
  private readonly layerRow: number;
  /** Where the output of a layer is in its part of a row. */
  private readonly outputNode: number;
  /** (K, H) */
  private readonly output: Float32Array;
  private readonly bias: number;

  constructor(readonly data: NetworkData) {
    const { graph, layers, units, outputs } = data;
    this.layers = Array.from({ length: layers }, (_, index) => new Layer(data, index));
    this.layerState = graph.states.length * units;
    this.layerRow = graph.nodes.length * units;
    this.stateSize = layers * this.layerState;
    this.rowSize = layers * this.layerRow;
    this.outputNode = (graph.states[0] ?? 0) * units;
    this.output = transposed(data.weights, placeOf(data, 'output.weight'), units, outputs);
    this.bias = placeOf(data, 'output.bias');
  }

  /** Reads a symbol: `state` moves on, and the values of all nodes are written to `row`. */
  step(symbol: number, state: Float32Array, row: Float32Array, rowAt = 0): void {
    this.layers.forEach((layer, index) => {
      const at = rowAt + index * this.layerRow;
      layer.forward(symbol, row, at - this.layerRow + this.outputNode, state, index * this.layerState, row, at);
    });
  }

  /** Where a node of a layer is in a row. */
  place(layer: number, node: number): number {
    return layer * this.layerRow + node * this.data.units;
  }

  /** Where the last layer's output is in a row. */
  get top(): number {
    return (this.data.layers - 1) * this.layerRow + this.outputNode;
  }

  /** The scores (K) that follow from the last layer's output, at `at` of `values`. */
  logits(values: Float32Array, at: number, logits: Float32Array): void {
    const { weights, units, outputs } = this.data;
    logits.set(weights.subarray(this.bias, this.bias + outputs));
    addProduct(this.output, 0, units, values, at, logits, 0, outputs);
  }

  /** The derivative of a score with respect to the last layer's output, (H). */
  outputAdjoint(output: number): Float32Array {
    return this.output.subarray(output * this.data.units, (output + 1) * this.data.units);
  }

  /**
   * A step back through what `step` wrote. `above` (H) is added to the adjoint of the last layer's output; `adjoint` (L, states, H)
   * moves back; `calls` (calls, H) receives the adjoints of the first layer's affine calls.
   */
  back(row: Float32Array, rowAt: number, adjoint: Float32Array, above: Float32Array, calls: Float32Array, work: Float32Array): void {
    for (let index = this.layers.length - 1; index >= 0; index--)
      this.layers[index]?.back(row, rowAt + index * this.layerRow, adjoint, index * this.layerState, above, calls, work);
  }
}
