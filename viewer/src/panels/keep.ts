import { oneWay, twoWay } from '../marks/colours';
import { lineFigure, overviewFigure, stripsFigure, textFigure, type About, type Letter } from '../marks/figures';
import type { Figure } from '../marks/svg';
import { Layout } from '../state/layout';
import { domainOf, endsOf, type Domain } from '../state/scale';
import type { View } from '../state/view.svelte';
import { words } from '../strings';

/** Characters of a line of a text that is kept as a figure. */
const COLUMNS = 90;

/** The figures of what is on screen, made when somebody wants to keep them; null while their values are not here. */
export const kept = {
  text(view: View): Figure | null {
    const { from, to } = view.screen;
    const about = aboutUnit(view, 'text', from, to);
    return about && textFigure(about, lettersOf(view, from, to), view.column(from, to), words.save.axes);
  },
  line(view: View): Figure | null {
    const { from, to } = view.screen;
    const about = aboutUnit(view, 'line', from, to);
    return about && lineFigure(about, view.column(from, to), words.save.axes);
  },
  overview(view: View): Figure | null {
    const values = view.whole();
    const about = aboutUnit(view, 'whole', 0, values.length);
    return about && overviewFigure(about, values, words.save.axes);
  },
  strips(view: View): Figure | null {
    const { site, statistics, selection, order } = view;
    const { from, to } = view.screen;
    if (!site || !view.domain) return null;
    const boundsOf = (unit: number): { low: number; high: number } => domainOf(site.range, statistics, unit, selection.scope) ?? { low: NaN, high: NaN };
    // Where each unit has a scale of its own there are no numbers that all of them share.
    const about = aboutOf(view, view.domain, 'units', site.name, from, to);
    const own = view.domain.from === 'unit';
    const said = own ? { ...about, ends: words.save.ownScale, title: `${about.title}, ${words.save.ownScaleSays}` } : about;
    return stripsFigure(said, view.rows(from, to), order, boundsOf, words.save.axes);
  },
};

export type Kept = keyof typeof kept;

function aboutUnit(view: View, what: string, from: number, to: number): About | null {
  const { domain, selection } = view;
  return domain && to > from ? aboutOf(view, domain, what, `${selection.site} ${words.header.unit(view.unit)}`, from, to) : null;
}

function aboutOf(view: View, domain: Domain, what: string, of: string, from: number, to: number): About {
  const { selection, info } = view;
  // Always the colours on white, whatever the theme of the page.
  const ramp = domain.kind === 'one-way' ? oneWay('light') : twoWay(selection.palette, 'light');
  const text = selection.typed === null ? (info?.title ?? '') : words.header.ownText;
  return {
    name: [selection.run, of, what].join(' ').replace(/[^\p{L}\p{N}.]+/gu, '-').replace(/^[-.]+|-+$/g, '').slice(0, 80),
    title: words.save.title(of, selection.run, text, from, Math.max(from, to - 1)),
    from, ramp, ends: endsOf(domain), low: domain.low, high: domain.high,
  };
}

function lettersOf(view: View, from: number, to: number): Letter[] {
  if (!view.text) return [];
  const layout = new Layout(view.text.ids.subarray(from, to), view.glyphs, COLUMNS);
  layout.extend(to - from);
  return Array.from({ length: layout.lines }, (_, line) =>
    layout.cells(line).map(({ position, column, cells }): Letter => {
      const glyph = view.glyphAt(from + position);
      return { position: from + position, line, column, cells, text: glyph?.text ?? '', quiet: glyph?.kind === 'mark', code: glyph?.code ?? '' };
    }),
  ).flat();
}
