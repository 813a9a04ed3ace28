/** Maps a domain onto pixels. */
export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}

export function along(axis: Axis, value: number): number {
  const span = axis.to - axis.from || 1;
  return axis.start + ((value - axis.from) / span) * (axis.end - axis.start);
}

/** The value that lies at a pixel. */
export function back(axis: Axis, pixel: number): number {
  const span = axis.end - axis.start || 1;
  return axis.from + ((pixel - axis.start) / span) * (axis.to - axis.from);
}

/** The path of values that begin at position `first`; it is broken where a value is missing. */
export function linePath(values: Float32Array, first: number, x: Axis, y: Axis): string {
  let path = '';
  let drawing = false;
  values.forEach((value, i) => {
    if (Number.isNaN(value)) {
      drawing = false;
      return;
    }
    const clipped = Math.min(Math.max(value, Math.min(y.from, y.to)), Math.max(y.from, y.to));
    path += `${drawing ? 'L' : 'M'}${along(x, first + i).toFixed(1)},${along(y, clipped).toFixed(1)}`;
    drawing = true;
  });
  return path;
}

/** The area under values that hold from one position to the next, from a base upwards; where a value is missing there is none. */
export function areaPath(values: Float32Array, first: number, x: Axis, y: Axis): string {
  let path = '';
  values.forEach((value, i) => {
    if (!(value > y.from)) return;
    const [left, right] = [along(x, first + i - 0.5), along(x, first + i + 0.5)];
    path += `M${left.toFixed(1)},${y.start}V${along(y, Math.min(value, y.to)).toFixed(1)}H${right.toFixed(1)}V${y.start}Z`;
  });
  return path;
}

/** Round numbers within [low, high], about `count` of them. */
export function ticks(low: number, high: number, count: number): number[] {
  if (!(high > low) || count < 1) return [];
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const size = [1, 2, 5, 10].map((times) => times * power).find((step) => step >= rough * 0.999) ?? rough;
  const first = Math.ceil(low / size - 1e-9);
  const last = Math.floor(high / size + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * size).toPrecision(12)));
}
