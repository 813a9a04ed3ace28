import type { Alphabet } from '../source/contract';

/** `mark`: something drawn quietly in place of a symbol that has no look of its own. */
export type GlyphKind = 'plain' | 'mark';

export interface Glyph {
  readonly kind: GlyphKind;
  /** What is drawn. */
  readonly text: string;
  /** What copying gives. */
  readonly copy: string;
  /** In words, for the details and for screen readers. */
  readonly name: string;
  /** Code point or byte value, as usually written. */
  readonly code: string;
  /** Cells of the grid; 0 for a tab, which goes on to the next stop. */
  readonly cells: number;
  readonly breaksLine: boolean;
  /** Whether a long line may be broken after it. */
  readonly breaksAfter: boolean;
}

/** Signs that every font has: arrows, and carets as terminals write them. */
const NAMED: Readonly<Record<number, readonly [string, string]>> = {
  9: ['⇥', 'tab'],
  10: ['↵', 'line feed'],
  13: ['^M', 'carriage return'],
  127: ['^?', 'delete'],
};

export function glyphsOf(vocabulary: readonly number[], alphabet: Alphabet): readonly Glyph[] {
  return vocabulary.map((value) => glyphOf(value, alphabet));
}

export function glyphOf(value: number, alphabet: Alphabet): Glyph {
  if (value < 0) return mark('�', '�', 'unknown symbol', '');
  if (alphabet === 'bytes' && value >= 128) return mark('▯', '�', `byte ${value}`, hex('0x', value, 2));
  const code = alphabet === 'bytes' ? hex('0x', value, 2) : hex('U+', value, 4);
  const named = NAMED[value];
  if (named) return { ...mark(named[0], String.fromCodePoint(value), named[1], code), ...behaviour(value) };
  if (value < 32) return { ...mark('^' + String.fromCodePoint(64 + value), String.fromCodePoint(value), 'control character', code), cells: 2 };
  if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return mark('�', '�', 'not a character', code);

  const text = String.fromCodePoint(value);
  if (value === 32) return { ...plain(text, 'space', code), breaksAfter: true };
  if (/\p{M}/u.test(text)) return { ...plain('◌' + text, 'combining mark', code), copy: text };
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(text)) return mark('▯', text, 'invisible character', code);
  if (/\p{Zs}/u.test(text)) return mark('␣', text, 'space of another kind', code);
  return { ...plain(text, '', code), cells: isWide(value) ? 2 : 1, breaksAfter: text === '-' || isWide(value) };
}

function behaviour(value: number): Partial<Glyph> {
  if (value === 9) return { cells: 0, breaksAfter: true };
  return value === 10 ? { breaksLine: true } : { cells: 2 };
}

function plain(text: string, name: string, code: string): Glyph {
  return { kind: 'plain', text, copy: text, name, code, cells: 1, breaksLine: false, breaksAfter: false };
}

function mark(text: string, copy: string, name: string, code: string): Glyph {
  return { ...plain(text, name, code), kind: 'mark', copy };
}

function hex(prefix: string, value: number, digits: number): string {
  return prefix + value.toString(16).toUpperCase().padStart(digits, '0');
}

/** East Asian wide characters and emoji take two cells. */
function isWide(value: number): boolean {
  return (
    (value >= 0x1100 && value <= 0x115f) ||
    (value >= 0x2e80 && value <= 0x303e) ||
    (value >= 0x3041 && value <= 0xa4cf) ||
    (value >= 0xac00 && value <= 0xd7a3) ||
    (value >= 0xf900 && value <= 0xfaff) ||
    (value >= 0xfe30 && value <= 0xfe6f) ||
    (value >= 0xff00 && value <= 0xff60) ||
    (value >= 0xffe0 && value <= 0xffe6) ||
    (value >= 0x1f300 && value <= 0x1faff) ||
    (value >= 0x20000 && value <= 0x3fffd)
  );
}
