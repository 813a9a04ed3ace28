/** Matrix products, the loops that all time is spent in. Eight sums at once: each waits for nobody. */
const SUMS = 8;

/** out[j] += the sum over i of rows[j][i] x[i], for `count` rows of `width` numbers. */
export function addProduct(
  rows: Float32Array, rowsAt: number, width: number, x: Float32Array, xAt: number, out: Float32Array, outAt: number, count: number,
): void {
  const whole = count - (count % SUMS);
  for (let j = 0; j < whole; j += SUMS) {
    let [a, b, c, d, e, f, g, h] = [0, 0, 0, 0, 0, 0, 0, 0];
    let at = rowsAt + j * width;
    for (let i = xAt; i < xAt + width; i++, at++) {
      const value = x[i]!;
      a += rows[at]! * value;
      b += rows[at + width]! * value;
      c += rows[at + 2 * width]! * value;
      d += rows[at + 3 * width]! * value;
      e += rows[at + 4 * width]! * value;
      f += rows[at + 5 * width]! * value;
      g += rows[at + 6 * width]! * value;
      h += rows[at + 7 * width]! * value;
    }
    out[outAt + j]! += a;
    out[outAt + j + 1]! += b;
    out[outAt + j + 2]! += c;
    out[outAt + j + 3]! += d;
    out[outAt + j + 4]! += e;
    out[outAt + j + 5]! += f;
    out[outAt + j + 6]! += g;
    out[outAt + j + 7]! += h;
  }
  for (let j = whole; j < count; j++) {
    const row = rowsAt + j * width;
    let sum = 0;
    for (let i = 0; i < width; i++) sum += rows[row + i]! * x[xAt + i]!;
    out[outAt + j]! += sum;
  }
}

/** [columns x rows] of [rows x columns]. */
export function transposed(values: Float32Array, at: number, rows: number, columns: number): Float32Array {
  const result = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) result[j * rows + i] = values[at + i * columns + j]!;
  return result;
}
