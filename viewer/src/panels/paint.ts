import type { Ramp } from '../marks/colours';
import { paintCells, paintGuesses, paintTrack, type Grid, type GuessCell, type PaintedLine } from '../marks/paper';
import type { Glyph } from '../state/glyphs';
import { PREDICTION_WIDTH, predictionAt } from '../state/predictions';
import type { Domain } from '../state/scale';

/** Everything the canvas behind the text shows. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly grid: Grid;
  readonly lines: readonly PaintedLine[];
  readonly guess: number;
  /** Of the characters on screen, from position `first` on. */
  readonly values: Float32Array;
  readonly first: number;
  readonly domain: Domain | null;
  readonly ramp: Ramp;
  readonly probabilities: Ramp;
  /** Of the property that is tested, 0 to 1, from position `first` on; null for none. */
  readonly track: Float32Array | null;
  /** Null while guesses are not asked for. */
  readonly predictions: Float32Array | null;
  readonly symbolAt: (position: number) => number | undefined;
  readonly glyphs: readonly Glyph[];
}

export function paint(canvas: HTMLCanvasElement, sheet: Sheet): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  resize(canvas, sheet.width, sheet.height, sheet.grid.ratio);
  context.clearRect(0, 0, canvas.width, canvas.height);
  const style = getComputedStyle(canvas);
  const { domain, ramp, values, first } = sheet;
  const shading = { ramp, low: domain?.low ?? 0, high: domain?.high ?? 1, missing: style.getPropertyValue('--missing') };
  paintCells(context, sheet.lines, sheet.grid, shading, (position) => (domain ? (values[position - first] ?? NaN) : NaN));
  const { track } = sheet;
  if (track) paintTrack(context, sheet.lines, sheet.grid, style.color, (position) => track[position - first] ?? NaN);
  if (!sheet.predictions) return;
  const size = 12 * sheet.grid.ratio;
  const guesses = {
    ramp: sheet.probabilities,
    font: `${size}px ${style.fontFamily}`,
    ink: style.color,
    accent: style.color,
    row: sheet.guess,
  };
  paintGuesses(context, sheet.lines, sheet.grid, guesses, (position) => guessesAt(sheet, position));
}

/** Matches a canvas's pixels with those of the screen; setting a size clears it, so only when it changed. */
export function resize(canvas: HTMLCanvasElement, width: number, height: number, ratio: number): void {
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
}

function guessesAt({ predictions, first, symbolAt, glyphs }: Sheet, position: number): readonly GuessCell[] {
  const row = position - first;
  if (!predictions || (row + 1) * PREDICTION_WIDTH > predictions.length) return [];
  const next = symbolAt(position + 1);
  const guesses = predictionAt(predictions, row)?.guesses ?? [];
  return guesses.map(({ symbol, probability }) => ({
    text: shown(glyphs[symbol]),
    probability,
    came: symbol === next,
  }));
}

/** A space is seen by a quiet sign of its own where nothing else would be. */
function shown(glyph: Glyph | undefined): string {
  if (!glyph) return '';
  return glyph.text === ' ' ? '␣' : glyph.text;
}
