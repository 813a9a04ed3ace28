import type { Glyph } from '../state/glyphs';

/** The grid that a monospaced font is set on: cells of whole pixels, so that colours and letters stay together. */
export interface Metrics {
  readonly cell: number;
  /** Added between letters to reach the next whole pixel. */
  readonly spacing: number;
  /** By symbol id: whether the font draws it exactly one cell wide, so that it may run on with its neighbours. */
  readonly fits: readonly boolean[];
}

export function measure(document: Document, font: string, glyphs: readonly Glyph[]): Metrics {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return { cell: 10, spacing: 0, fits: glyphs.map(() => false) };
  context.font = font;
  const advance = context.measureText('0'.repeat(64)).width / 64;
  const cell = Math.max(1, Math.ceil(advance - 0.15));
  const same = (text: string): boolean => Math.abs(context.measureText(text.repeat(8)).width / 8 - advance) < 0.02;
  const fits = glyphs.map((glyph) => glyph.kind === 'plain' && glyph.cells === 1 && same(glyph.text));
  return { cell, spacing: cell - advance, fits };
}
