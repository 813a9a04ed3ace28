import type { Span, UnitSide } from '../source/inquiry';

/** The most spans that are asked about at once, as the server has it. */
export const MOST_SPANS = 100;

/** Spans as a link has them, `20162:7,400:12`; what cannot be read is left out. */
export function spansOf(text: string): readonly Span[] {
  return text.split(',').flatMap((part) => {
    const [, from, count] = /^(\d{1,9}):(\d{1,9})$/.exec(part) ?? [];
    return from !== undefined && Number(count) > 0 ? [{ from: Number(from), count: Number(count) }] : [];
  });
}

export function formatSpans(spans: readonly Span[]): string {
  return spans.map(({ from, count }) => `${from}:${count}`).join(',');
}

/** Those that touch become one; in the order of the text. */
export function joined(spans: readonly Span[]): readonly Span[] {
  const found: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last && span.from <= last.from + last.count)
      found[found.length - 1] = { from: last.from, count: Math.max(last.count, span.from + span.count - last.from) };
    else found.push(span);
  }
  return found.slice(0, MOST_SPANS);
}

/** Units with their sides as a link has them, `layers.1.c:43:high`. */
export function sidesOf(text: string): readonly UnitSide[] {
  return text.split(',').flatMap((part) => {
    const [, site, unit, side] = /^(.+):(\d{1,6}):(high|low)$/.exec(part) ?? [];
    return site === undefined ? [] : [{ site, unit: Number(unit), side: side === 'high' ? 'high' : 'low' }];
  });
}

export function formatSides(sides: readonly UnitSide[]): string {
  return sides.map(sideKey).join(',');
}

export function sideKey({ site, unit, side }: UnitSide): string {
  return `${site}:${unit}:${side}`;
}
