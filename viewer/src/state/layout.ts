import type { Glyph } from './glyphs';

const TAB_STOP = 4;

const LETTER = 0;
const PAUSE = 1;
const SPACE = 2;
const LINE_FEED = 3;

/** One symbol's place in its line. */
export interface Cell {
  readonly position: number;
  readonly column: number;
  readonly cells: number;
}

/**
 * Where each line of a text starts on a grid of cells. Words stay whole where they can; a line feed ends its
 * line and never starts one. Grows with the text while it arrives: 10 million symbols are a few tens of
 * milliseconds and one number per line.
 */
export class Layout {
  /** First position of each line. */
  private starts = new Uint32Array(1024);
  private count = 1;
  private read = 0;
  private column = 0;
  /** Where the current line could be broken, and the column there. */
  private pause = 0;
  private pauseColumn = 0;

  constructor(
    private readonly symbols: Uint16Array,
    private readonly glyphs: readonly Glyph[],
    readonly columns: number,
  ) {}

  get lines(): number {
    return this.count;
  }

  /** Positions that have been laid out. */
  get length(): number {
    return this.read;
  }

  extend(to: number): void {
    const widths = Uint8Array.from(this.glyphs, (glyph) => glyph.cells);
    const kinds = Uint8Array.from(this.glyphs, kindOf);
    for (; this.read < to; this.read++) {
      const id = this.symbols[this.read] ?? 0;
      const kind = kinds[id] ?? 0;
      if (kind === LINE_FEED) {
        this.begin(this.read + 1, 0);
        continue;
      }
      const width = widths[id] ?? 1;
      const room = kind === SPACE ? this.columns + 1 : this.columns; // a space after the last word may hang over
      while (this.column > 0 && this.column + cellsAt(width, this.column) > room) this.wrap();
      this.column += cellsAt(width, this.column);
      if (kind !== LETTER) {
        this.pause = this.read + 1;
        this.pauseColumn = this.column;
      }
    }
  }

  start(line: number): number {
    return line < this.count ? (this.starts[line] ?? this.read) : this.read;
  }

  lineOf(position: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Whether a line begins after a line feed, or is a long line going on. */
  isContinued(line: number): boolean {
    const before = this.symbols[this.start(line) - 1];
    return line > 0 && before !== undefined && !this.glyphs[before]?.breaksLine;
  }

  cells(line: number): Cell[] {
    const cells: Cell[] = [];
    let column = 0;
    for (let position = this.start(line); position < this.start(line + 1); position++) {
      const width = cellsAt(this.glyphs[this.symbols[position] ?? 0]?.cells ?? 1, column);
      cells.push({ position, column, cells: width });
      column += width;
    }
    return cells;
  }

  /** Breaks after the last word if the line has one, else right here. */
  private wrap(): void {
    const start = this.starts[this.count - 1] ?? 0;
    if (this.pause > start) this.begin(this.pause, this.column - this.pauseColumn);
    else this.begin(this.read, 0);
  }

  private begin(position: number, column: number): void {
    if (this.count === this.starts.length) {
      const longer = new Uint32Array(this.count * 2);
      longer.set(this.starts);
      this.starts = longer;
    }
    this.starts[this.count++] = position;
    this.column = column;
    this.pause = position;
    this.pauseColumn = column;
  }
}

function kindOf(glyph: Glyph): number {
  if (glyph.breaksLine) return LINE_FEED;
  if (!glyph.breaksAfter) return LETTER;
  return glyph.copy === ' ' ? SPACE : PAUSE;
}

function cellsAt(width: number, column: number): number {
  return width === 0 ? TAB_STOP - (column % TAB_STOP) : width;
}
