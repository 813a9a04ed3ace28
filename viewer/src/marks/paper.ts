import { colourOf, type Ramp } from './colours';

/** The canvas behind the text, in device pixels per CSS pixel. */
export interface Grid {
  readonly cell: number;
  /** Height of a line of text, guesses not counted. */
  readonly text: number;
  /** Height of a whole line. */
  readonly line: number;
  readonly ratio: number;
}

export interface PaintedCell {
  readonly position: number;
  readonly column: number;
  readonly cells: number;
}

export interface PaintedLine {
  /** Of its upper edge, in CSS pixels. */
  readonly y: number;
  readonly cells: readonly PaintedCell[];
}

export interface Shading {
  readonly ramp: Ramp;
  readonly low: number;
  readonly high: number;
  /** Drawn at the foot of a cell that has no value yet. */
  readonly missing: string;
}

/** Colours the cells of lines by `valueAt` their position. */
export function paintCells(
  context: CanvasRenderingContext2D,
  lines: readonly PaintedLine[],
  grid: Grid,
  { ramp, low, high, missing }: Shading,
  valueAt: (position: number) => number,
): void {
  for (const line of lines) {
    const top = Math.round(line.y * grid.ratio);
    const height = Math.round((line.y + grid.text) * grid.ratio) - top;
    for (const cell of line.cells) {
      const colour = colourOf(ramp, valueAt(cell.position), low, high);
      const [left, width] = across(cell, grid);
      context.fillStyle = colour ?? missing;
      if (colour) context.fillRect(left, top, width, height);
      else context.fillRect(left, top + height - 1, width, 1);
    }
  }
}

/** Height of the track, in CSS pixels, and the strength of what is there throughout. */
const TRACK = 3;
const STRENGTH = 0.75;

/** A thin line under the characters that have something of a property: the more, the stronger. */
export function paintTrack(
  context: CanvasRenderingContext2D,
  lines: readonly PaintedLine[],
  grid: Grid,
  ink: string,
  shareAt: (position: number) => number,
): void {
  context.fillStyle = ink;
  for (const line of lines) {
    const foot = Math.round((line.y + grid.text) * grid.ratio);
    const height = Math.max(1, Math.round(TRACK * grid.ratio));
    for (const cell of line.cells) {
      const share = shareAt(cell.position);
      if (!(share > 0)) continue;
      const [left, width] = across(cell, grid);
      context.globalAlpha = STRENGTH * Math.min(1, share);
      context.fillRect(left, foot - height, width, height);
    }
  }
  context.globalAlpha = 1;
}

export interface GuessCell {
  readonly text: string;
  readonly probability: number;
  /** Whether this is what really came. */
  readonly came: boolean;
}

export interface GuessStyle {
  readonly ramp: Ramp;
  readonly font: string;
  readonly ink: string;
  readonly accent: string;
  /** Height of one guess. */
  readonly row: number;
}

/** The likeliest next symbols under each cell, likeliest first; what really came is underlined. */
export function paintGuesses(
  context: CanvasRenderingContext2D,
  lines: readonly PaintedLine[],
  grid: Grid,
  style: GuessStyle,
  guessesAt: (position: number) => readonly GuessCell[],
): void {
  const { ratio } = grid;
  context.font = style.font;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const line of lines)
    for (const cell of line.cells) {
      const [left, width] = across(cell, grid);
      guessesAt(cell.position).forEach((guess, rank) => {
        const y = line.y + grid.text + rank * style.row;
        const top = Math.round(y * ratio);
        const height = Math.round((y + style.row) * ratio) - top;
        context.fillStyle = colourOf(style.ramp, guess.probability, 0, 1) ?? 'transparent';
        context.fillRect(left, top, width, height);
        context.fillStyle = style.ink;
        context.fillText(guess.text, left + width / 2, top + height / 2 + ratio / 2, width);
        if (!guess.came) return;
        context.fillStyle = style.accent;
        context.fillRect(left, top + height - 2 * ratio, width, 2 * ratio);
      });
    }
}

/** Left edge and width in device pixels; neighbours share an edge, so no seam shows. */
function across(cell: PaintedCell, { cell: size, ratio }: Grid): [number, number] {
  const left = Math.round(cell.column * size * ratio);
  return [left, Math.round((cell.column + cell.cells) * size * ratio) - left];
}
