import { Problem } from './source';

/** Asks for `count` items from `from` of one sequence. */
export type Load = (from: number, count: number) => Promise<Float32Array>;

interface Slice {
  readonly id: string;
  readonly key: string;
  readonly from: number;
  readonly load: Load;
}

/**
 * Keeps what was read, in aligned slices, the least recently used going first when the budget is spent.
 * A new `want` of the same group replaces what that group still waits for: after a fast scroll only the
 * characters on screen are asked for, not everything that flew past.
 */
export class Slices {
  private readonly kept = new Map<string, Float32Array>();
  private readonly waiting = new Map<string, Slice[]>();
  private readonly underWay = new Set<string>();
  private readonly failed = new Set<string>();
  private bytes = 0;

  constructor(
    private readonly length: number,
    private readonly budget: number,
    private readonly arrived: () => void,
    private readonly trouble: (problem: Problem) => void,
    private readonly lanes = 3,
  ) {}

  /** Values of [from, to), `width` per item; NaN where nothing has arrived yet. */
  read(key: string, from: number, to: number, width = 1): Float32Array {
    const values = new Float32Array(Math.max(0, to - from) * width).fill(NaN);
    for (let start = this.startOf(from); start < to; start += this.length) {
      const slice = this.touch(`${key}@${start}`);
      if (!slice) continue;
      const first = Math.max(from, start);
      const part = slice.subarray((first - start) * width, (to - start) * width);
      values.set(part, (first - from) * width);
    }
    return values;
  }

  /** Whether everything of [from, to) is here. */
  has(key: string, from: number, to: number): boolean {
    for (let start = this.startOf(from); start < to; start += this.length)
      if (!this.kept.has(`${key}@${start}`)) return false;
    return true;
  }

  want(group: string, key: string, from: number, to: number, load: Load): void {
    const slices: Slice[] = [];
    for (let start = this.startOf(from); start < to; start += this.length) {
      const id = `${key}@${start}`;
      if (!this.kept.has(id) && !this.underWay.has(id) && !this.failed.has(id)) slices.push({ id, key, from: start, load });
    }
    this.waiting.set(group, slices);
    this.next();
  }

  /** Lets slices that failed be asked for again. */
  forgive(): void {
    this.failed.clear();
  }

  private startOf(position: number): number {
    return Math.floor(position / this.length) * this.length;
  }

  private touch(id: string): Float32Array | undefined {
    const slice = this.kept.get(id);
    if (slice) {
      this.kept.delete(id);
      this.kept.set(id, slice);
    }
    return slice;
  }

  private next(): void {
    for (const slices of this.waiting.values())
      while (slices.length > 0 && this.underWay.size < this.lanes) {
        const slice = slices.shift();
        if (slice && !this.underWay.has(slice.id) && !this.kept.has(slice.id)) void this.load(slice);
      }
  }

  private async load(slice: Slice): Promise<void> {
    this.underWay.add(slice.id);
    try {
      this.keep(slice.id, await slice.load(slice.from, this.length));
      this.arrived();
    } catch (error) {
      this.failed.add(slice.id);
      this.trouble(Problem.of(error));
    } finally {
      this.underWay.delete(slice.id);
      this.next();
    }
  }

  private keep(id: string, values: Float32Array): void {
    this.kept.set(id, values);
    this.bytes += values.byteLength;
    for (const [oldest, dropped] of this.kept) {
      if (this.bytes <= this.budget || oldest === id) break;
      this.kept.delete(oldest);
      this.bytes -= dropped.byteLength;
    }
  }
}
