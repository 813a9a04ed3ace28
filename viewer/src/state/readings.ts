import type { Place } from '../source/inquiry';
import type { Problem, Source } from '../source/source';
import { Slices } from '../source/slices';
import { PREDICTION_WIDTH } from './predictions';

const MEGABYTE = 1 << 20;
/** Rows are wide: a slice of them holds about as many numbers as a long slice of one column. */
const ROWS = 512;
const COLUMN = 8192;
const PREDICTIONS = 256;

/** What a network did over its texts, read in slices and kept. */
export class Readings {
  private readonly rowSlices: Slices;
  private readonly columnSlices: Slices;
  private readonly predictionSlices: Slices;
  private readonly statisticsOf = new Map<string, Promise<Float32Array>>();

  constructor(
    private readonly source: Source,
    arrived: () => void,
    trouble: (problem: Problem) => void,
  ) {
    this.rowSlices = new Slices(source.rowsAtOnce ?? ROWS, 256 * MEGABYTE, arrived, trouble);
    this.columnSlices = new Slices(COLUMN, 64 * MEGABYTE, arrived, trouble);
    this.predictionSlices = new Slices(PREDICTIONS, 64 * MEGABYTE, arrived, trouble, 2);
  }

  wantColumn({ run, text }: Place, site: string, unit: number, from: number, to: number): void {
    const key = keyOf(run, text, site, unit);
    this.columnSlices.want('column', key, from, to, (start, count) => this.source.column(run, text, site, unit, start, count));
  }

  /** One unit over a whole text, behind what the screen waits for. */
  wantWhole({ run, text }: Place, site: string, unit: number, length: number): void {
    const key = keyOf(run, text, site, unit);
    this.columnSlices.want('whole', key, 0, length, (start, count) => this.source.column(run, text, site, unit, start, count));
  }

  wantRows({ run, text }: Place, site: string, from: number, to: number): void {
    const key = keyOf(run, text, site);
    this.rowSlices.want('rows', key, from, to, (start, count) => this.source.rows(run, text, site, start, count));
  }

  wantPredictions({ run, text }: Place, group: string, from: number, to: number): void {
    const key = keyOf(run, text);
    this.predictionSlices.want(group, key, from, to, (start, count) => this.source.predictions(run, text, start, count));
  }

  /** One unit over [from, to); taken out of the rows where those are here, so that flipping through units asks nothing. */
  column({ run, text }: Place, site: string, unit: number, width: number, from: number, to: number): Float32Array {
    const key = keyOf(run, text, site, unit);
    if (this.columnSlices.has(key, from, to)) return this.columnSlices.read(key, from, to);
    const values = this.columnSlices.read(key, from, to);
    const rows = this.rowSlices.read(keyOf(run, text, site), from, to, width);
    for (let i = 0; i < values.length; i++)
      if (Number.isNaN(values[i])) values[i] = rows[i * width + unit] ?? NaN;
    return values;
  }

  /** One unit over a whole text, as far as it was asked for. */
  whole({ run, text }: Place, site: string, unit: number, length: number): Float32Array {
    return this.columnSlices.read(keyOf(run, text, site, unit), 0, length);
  }

  hasColumn({ run, text }: Place, site: string, unit: number, from: number, to: number): boolean {
    return (
      this.columnSlices.has(keyOf(run, text, site, unit), from, to) || this.rowSlices.has(keyOf(run, text, site), from, to)
    );
  }

  rows({ run, text }: Place, site: string, width: number, from: number, to: number): Float32Array {
    return this.rowSlices.read(keyOf(run, text, site), from, to, width);
  }

  predictions({ run, text }: Place, from: number, to: number): Float32Array {
    return this.predictionSlices.read(keyOf(run, text), from, to, PREDICTION_WIDTH);
  }

  statistics({ run, text }: Place, site: string): Promise<Float32Array> {
    const key = keyOf(run, text, site);
    const known = this.statisticsOf.get(key);
    if (known) return known;
    const asked = this.source.statistics(run, text, site);
    this.statisticsOf.set(key, asked);
    asked.catch(() => this.statisticsOf.delete(key));
    return asked;
  }

  /** After a failure: what failed may be asked for again. */
  forgive(): void {
    for (const slices of [this.rowSlices, this.columnSlices, this.predictionSlices]) slices.forgive();
  }
}

/** JSON keeps names with separators in them apart. */
function keyOf(...parts: readonly (string | number)[]): string {
  return JSON.stringify(parts);
}
