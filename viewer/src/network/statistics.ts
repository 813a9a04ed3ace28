/** Minimum, maximum, mean and standard deviation of each unit, in one pass. NaN does not count. */
export class Statistics {
  private readonly minimum: Float64Array;
  private readonly maximum: Float64Array;
  /** Sums of differences from the first value: a unit that is far from 0 and hardly moves keeps its digits. */
  private readonly origin: Float64Array;
  private readonly sum: Float64Array;
  private readonly squares: Float64Array;
  private readonly count: Float64Array;

  constructor(private readonly width: number) {
    this.minimum = new Float64Array(width).fill(Infinity);
    this.maximum = new Float64Array(width).fill(-Infinity);
    [this.origin, this.sum, this.squares, this.count] = [1, 2, 3, 4].map(() => new Float64Array(width)) as [
      Float64Array, Float64Array, Float64Array, Float64Array,
    ];
  }

  /** Adds rows of [count x width]. */
  add(rows: Float32Array): void {
    rows.forEach((value, i) => {
      const unit = i % this.width;
      if (Number.isNaN(value)) return;
      if (this.count[unit]!++ === 0) this.origin[unit] = value;
      this.minimum[unit] = Math.min(this.minimum[unit]!, value);
      this.maximum[unit] = Math.max(this.maximum[unit]!, value);
      const difference = value - this.origin[unit]!;
      this.sum[unit]! += difference;
      this.squares[unit]! += difference * difference;
    });
  }

  /** [width x 4] */
  result(): Float32Array {
    const result = new Float32Array(this.width * 4).fill(NaN);
    this.count.forEach((count, unit) => {
      if (count === 0) return;
      const shift = this.sum[unit]! / count;
      const variance = Math.max(0, this.squares[unit]! / count - shift * shift);
      result.set([this.minimum[unit]!, this.maximum[unit]!, this.origin[unit]! + shift, Math.sqrt(variance)], unit * 4);
    });
    return result;
  }
}
