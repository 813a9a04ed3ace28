import type { PaintedLine } from '../marks/paper';
import type { Span } from '../source/inquiry';

/** A piece of a stretch of the text that lies in one line, in pixels. */
export interface Piece {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Where stretches lie on screen: a piece for each line that has a part of one. */
export function piecesOn(lines: readonly PaintedLine[], cell: number, stretches: readonly Span[]): readonly Piece[] {
  return stretches.flatMap(({ from, count }) =>
    lines.flatMap(({ cells, y }) => {
      const held = cells.filter(({ position }) => position >= from && position < from + count);
      const [first, last] = [held[0], held.at(-1)];
      if (!first || !last) return [];
      return [{ key: `${from} ${first.position}`, x: first.column * cell, y, width: (last.column + last.cells - first.column) * cell }];
    }),
  );
}

/** Those that have a part in [from, to). */
export function within(stretches: readonly Span[], from: number, to: number): readonly Span[] {
  return stretches.filter((stretch) => stretch.from + stretch.count > from && stretch.from < to);
}
