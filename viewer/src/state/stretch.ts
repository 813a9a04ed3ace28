import type { Alphabet, Manifest } from '../source/contract';
import type { Row } from './connectivity';
import { glyphOf, type Glyph } from './glyphs';

/** Characters that are read, and where each is in the text they are from. */
export interface Stretch {
  readonly characters: readonly string[];
  /** Of the last symbol of each character: in a text of bytes a character may take several. */
  readonly positions: readonly number[];
}

/** A symbol as a network reads it. */
export interface Read {
  readonly glyph: Glyph;
  /** Index of the character that it is, or is a byte of. */
  readonly character: number;
}

const UNKNOWN = '\uFFFD';
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A text of one's own, or a published one; cut to `most` characters. */
export function stretchOf(text: string, most: number): Stretch {
  const characters = [...text].slice(0, most);
  return { characters, positions: characters.map((_, i) => i) };
}

/** A part of a text of a run, whose first symbol is at position `from`. */
export function stretchAt(ids: Uint16Array, from: number, { vocabulary, symbols }: Manifest): Stretch {
  const codes = Array.from(ids, (id) => vocabulary[id] ?? -1);
  if (symbols === 'bytes') return stretchOfBytes(codes, from);
  return { characters: codes.map((code) => (code < 0 ? UNKNOWN : String.fromCodePoint(code))), positions: codes.map((_, i) => from + i) };
}

/** What a network reads of characters. */
export function symbolsOf(characters: readonly string[], { vocabulary, symbols }: Manifest): readonly Read[] {
  const known = new Set(vocabulary);
  return characters.flatMap((text, character) => {
    const codes = symbols === 'bytes' ? [...encoder.encode(text)] : [text.codePointAt(0) ?? -1];
    return codes.map((code) => ({ glyph: glyphOf(known.has(code) ? code : -1, symbols), character }));
  });
}

/** What was read, as the rows say; null where they do not go along the characters. */
export function symbolsOfRows(rows: readonly Row[], characters: number, alphabet: Alphabet): readonly Read[] | null {
  const fit = rows.every(({ character }, i) => character < characters && character >= (rows[i - 1]?.character ?? 0));
  return fit ? rows.map(({ code, character }) => ({ glyph: glyphOf(code, alphabet), character })) : null;
}

/** A symbol or word as it is shown where it stands alone. */
export function faceOf(text: string): string {
  if ([...text].length !== 1) return text;
  const glyph = glyphOf(text.codePointAt(0) ?? -1, 'characters');
  return glyph.text === ' ' ? '␣' : glyph.text;
}

/** The same for what a run predicts, by its id; bytes that are no character of their own by their number. */
export function faceOfPredicted(id: number, { vocabulary, symbols, words }: Manifest): string {
  if (words) return faceOf(words[id] ?? UNKNOWN);
  const code = vocabulary[id] ?? -1;
  if (symbols === 'bytes' && code >= 128) return glyphOf(code, 'bytes').code;
  return code < 0 ? UNKNOWN : faceOf(String.fromCodePoint(code));
}

/** Bytes that are no UTF-8 stand for a character nobody knows. */
function stretchOfBytes(codes: readonly number[], from: number): Stretch {
  const characters: string[] = [];
  const positions: number[] = [];
  for (let at = 0; at < codes.length; ) {
    const lead = codes[at] ?? -1;
    const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
    const character = decoded(codes.slice(at, at + length));
    at += character === null ? 1 : length;
    characters.push(character ?? UNKNOWN);
    positions.push(from + at - 1);
  }
  return { characters, positions };
}

function decoded(bytes: readonly number[]): string | null {
  if (bytes.some((byte) => byte < 0)) return null;
  try {
    return decoder.decode(Uint8Array.from(bytes));
  } catch {
    return null;
  }
}
