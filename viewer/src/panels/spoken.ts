import { stretchesOf, type Stretch } from '../state/spoken';
import type { View } from '../state/view.svelte';
import { words } from '../strings';
import type { Shade } from './shade';

/** More places would not be listened to. */
const MOST_PLACES = 5;
const MOST_CHARACTERS = 24;

/** In a few sentences, where what colours the text is high and low. */
export function spokenOf(view: View, shade: Shade | null, unit: string): string {
  const { from: first, to } = view.screen;
  if (shade?.spoken) return shade.spoken(first, to);
  const { spoken: says } = words;
  const [name, values, domain] = shade ? [shade.name, shade.values(first, to), shade.domain] : [unit, view.column(first, to), view.domain];
  if (!domain || values.length === 0 || values.every(Number.isNaN)) return says.none;
  const { high, low } = stretchesOf(values, first, domain);
  if (high.length === 0 && low.length === 0) return says.even(name);
  const lowly = low.length === 0 ? '' : high.length === 0 ? says.lowOnly(name, places(view, low)) : says.low(places(view, low));
  return [high.length > 0 ? says.high(name, places(view, high)) : '', lowly].filter(Boolean).join(' ');
}

function places(view: View, stretches: readonly Stretch[]): string {
  const { spoken: says } = words;
  const said = stretches.slice(0, MOST_PLACES).map(({ from, to, value }) => says.place(textOf(view, from, to), from, to, value));
  if (stretches.length > MOST_PLACES) said.push(says.more(stretches.length - MOST_PLACES));
  return said.join(says.and);
}

function textOf(view: View, from: number, to: number): string {
  const glyphs = Array.from({ length: Math.min(to - from + 1, MOST_CHARACTERS) }, (_, i) => view.glyphAt(from + i));
  const text = glyphs.map((glyph) => (glyph?.kind === 'mark' ? ` ${glyph.name} ` : (glyph?.copy ?? ''))).join('').trim();
  return (text === '' ? (glyphs[0]?.name ?? '') : text) + (to - from + 1 > MOST_CHARACTERS ? '…' : '');
}
