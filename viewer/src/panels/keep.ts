import { classes, oneWay, probabilities, twoWay, type Ramp } from '../marks/colours';
import { heat, heatOfArticle, inksOf } from '../marks/viridis';
import { lineFigure, overviewFigure, stripsFigure, textFigure, type About, type Letter } from '../marks/figures';
import type { Figure } from '../marks/svg';
import { Layout } from '../state/layout';
import { weight } from '../state/connectivity';
import type { Strip } from '../state/memory.svelte';
import { domainOf, endsOf, type Domain } from '../state/scale';
import type { HeatColours } from '../state/selection';
import { sized } from '../numbers';
import type { View } from '../state/view.svelte';
import type { Shade } from './shade';
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
    const values = view.overview.unit;
    const characters = values.length > 0 ? (view.info?.characters ?? 0) : 0;
    const about = aboutUnit(view, 'whole', 0, characters);
    return about && overviewFigure(about, values, words.save.axes, characters);
  },
  /** The text on screen, coloured by something else than a unit. `names` are those of the classes, where it is coloured by classes. */
  shaded(view: View, what: string, of: string, { domain, values }: Pick<Shade, 'domain' | 'values'>, names?: readonly string[]): Figure | null {
    const { from, to } = view.screen;
    if (!domain || to <= from) return null;
    const ramp = names ? classes(names.length - 1, 'light') : what === 'loss' ? probabilities('light') : rampOf(view, domain);
    const about = { ...aboutOf(view, domain, what, of, from, to, ramp), ...(names ? { classes: names } : {}) };
    return textFigure(about, lettersOf(view, from, to), values(from, to), { ...words.save.axes, value: of });
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

function aboutUnit(view: View, what: string, from: number, to: number): About | null {
  const { domain, selection } = view;
  return domain && to > from ? aboutOf(view, domain, what, `${selection.site} ${words.header.unit(view.unit)}`, from, to) : null;
}

/** Always the colours on white, whatever the theme of the page. */
function rampOf({ selection }: View, { kind }: Domain): Ramp {
  return kind === 'one-way' ? oneWay('light') : twoWay(selection.palette, 'light');
}

function aboutOf(view: View, domain: Domain, what: string, of: string, from: number, to: number, ramp = rampOf(view, domain)): About {
  const { selection, info } = view;
  const text = selection.typed === null ? (info?.title ?? '') : words.header.ownText;
  return {
    name: fileName(selection.run, of, what),
    title: words.save.title(of, selection.run, text, from, Math.max(from, to - 1)),
    from, ramp, ends: endsOf(domain), low: domain.low, high: domain.high,
  };
}

/** What a model looks back at from a position, over the symbols that it has read. */
export function memoryFigure(view: View, model: Strip, at: number, high: number, heatColours: HeatColours): Figure | null {
  const row = model.rows?.[at];
  if (!row) return null;
  const { norm } = view.selection;
  const ramp = heatColours === 'sheet' ? heat('light') : heatOfArticle();
  const title = words.save.memory(model.name, at);
  const about: About = {
    name: fileName(model.name, 'connectivity', String(at)), title, from: 0, ramp, inks: inksOf(ramp), low: 0, high: high > 0 ? high : 1, ends: [0, high / 2, high].map((end) => sized(end)),
  };
  let [line, column] = [0, 0];
  const letters = model.symbols.map(({ glyph }, position): Letter => {
    if (column + glyph.cells > COLUMNS) [line, column] = [line + 1, 0];
    const letter = { position, line, column, cells: Math.max(1, glyph.cells), text: glyph.text, quiet: glyph.kind === 'mark', code: glyph.code };
    [line, column] = glyph.breaksLine ? [line + 1, 0] : [line, column + letter.cells];
    return letter;
  });
  return textFigure(about, letters, Float32Array.from(row.norms, (size) => weight(size, norm)), { ...words.save.axes, value: words.memory.norms[norm] });
}

/** Letters, digits and points of all parts. */
export function fileName(...parts: readonly string[]): string {
  return parts.join(' ').replace(/[^\p{L}\p{N}.]+/gu, '-').replace(/^[-.]+|-+$/g, '').slice(0, 80);
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
