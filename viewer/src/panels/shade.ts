import type { Ramp } from '../marks/colours';
import type { Domain } from '../state/scale';

/** What else than the chosen unit colours a text. */
export interface Shade {
  /** Null while it is not known. */
  readonly domain: Domain | null;
  readonly values: (from: number, to: number) => Float32Array;
  /** What screen readers are told of the colours, and what it is that is high and low. */
  readonly caption: string;
  readonly name: string;
  /** What they are told of [from, to); without it, where values are high and low. */
  readonly spoken?: (from: number, to: number) => string;
  /** Of its own; without one, that of signed or gated values. */
  readonly ramp?: Ramp;
}
