import type { Glyph, GlyphKind } from './glyphs';
import type { Cell } from './layout';

/** Neighbouring symbols that are set together; a symbol that needs a place of its own stands alone. */
export interface Piece {
  readonly from: number;
  readonly kind: GlyphKind | 'alone';
  readonly text: string;
  readonly cells: number;
}

export function piecesOf(cells: readonly Cell[], ids: Uint16Array, glyphs: readonly Glyph[], fits: readonly boolean[]): Piece[] {
  const pieces: Piece[] = [];
  let run: { from: number; text: string; cells: number } | null = null;
  const close = (): void => {
    if (run) pieces.push({ ...run, kind: 'plain' });
    run = null;
  };
  for (const { position, cells: width } of cells) {
    const id = ids[position] ?? 0;
    const glyph = glyphs[id];
    if (!glyph) continue;
    if (fits[id]) {
      run ??= { from: position, text: '', cells: 0 };
      run.text += glyph.text;
      run.cells++;
      continue;
    }
    close();
    pieces.push({ from: position, kind: glyph.kind === 'mark' ? 'mark' : 'alone', text: glyph.text, cells: width });
  }
  close();
  return pieces;
}
