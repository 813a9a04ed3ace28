import type { ReadSymbols } from './connectivity';
import { NONE } from './data';

/** What happens to a text before a network of words reads it; null where the network predicts the next symbol. */
export type Filter = 'none' | 'letters' | 'text8' | null;

const SPACE = 32;
const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** What a network reads and predicts, as the manifest of its run says it. */
export interface Vocabularies {
  readonly symbols: 'characters' | 'bytes';
  /** Code points or byte values by symbol id; -1 is the unknown symbol, which is last. */
  readonly vocabulary: readonly number[];
  /** The words that are predicted, by id; null where it is the next symbol. */
  readonly words: readonly string[] | null;
}

/** A text as the network of a run reads it: what the engine makes of it, symbol for symbol (docs/autocomplete.md for words). */
export function symbolsOf(text: string, of: Vocabularies, filter: Filter): ReadSymbols {
  const read = filter === null ? plain(text, of.symbols) : wordsOf(text, filter);
  const places = new Map(of.vocabulary.map((code, id) => [code, id]));
  const unknown = of.vocabulary.length - 1;
  const ids = Uint16Array.from(read, ({ code }) => places.get(code) ?? unknown);
  const codes = Int32Array.from(ids, (id) => of.vocabulary[id] ?? -1);
  return { ids, codes, characters: Int32Array.from(read, ({ character }) => character), targets: targetsOf(ids, of) };
}

/** What is right at each symbol: the next one, or the word that it belongs to. */
export function targetsOf(ids: Uint16Array, { words, vocabulary }: Vocabularies): Uint16Array {
  const targets = new Uint16Array(ids.length).fill(NONE);
  if (words === null) {
    targets.set(ids.subarray(1));
    return targets;
  }
  const known = new Map(words.map((word, id) => [word, id]));
  const space = vocabulary.indexOf(SPACE);
  for (let from = 0, to = 0; from < ids.length; from = to) {
    to = ids.indexOf(space, from + 1);
    if (to < 0) to = ids.length;
    const codes = Array.from(ids.subarray(ids[from] === space ? from + 1 : from, to), (id) => vocabulary[id] ?? -1);
    const word = codes.includes(-1) ? '' : String.fromCodePoint(...codes);
    targets.fill(known.get(word) ?? NONE, from, to);
  }
  return targets;
}

interface Symbol {
  readonly code: number;
  readonly character: number;
}

/** Halves of characters without the other half are read as U+FFFD. */
function charactersOf(text: string): string[] {
  return [...text].map((character) => (/^[\ud800-\udfff]$/.test(character) ? '\ufffd' : character));
}

function plain(text: string, alphabet: Vocabularies['symbols']): Symbol[] {
  const utf8 = new TextEncoder();
  return charactersOf(text).flatMap((one, character) =>
    alphabet === 'bytes' ? [...utf8.encode(one)].map((code) => ({ code, character })) : [{ code: one.codePointAt(0) ?? -1, character }],
  );
}

/** A space and a word, a space and a word; empty where there is no word. */
function wordsOf(text: string, filter: 'none' | 'letters' | 'text8'): Symbol[] {
  const read: Symbol[] = [];
  const characters = charactersOf(text);
  let between = true;
  let gap = -1;
  let endsInDigit = false;
  characters.forEach((one, at) => {
    const digit = filter === 'text8' && /^[0-9]$/.test(one) ? DIGITS[Number(one)] : undefined;
    const kept = digit === undefined ? keptOf(one, filter) : null;
    endsInDigit = digit !== undefined;
    if (digit !== undefined || (kept !== null && between)) read.push({ code: SPACE, character: gap < 0 ? at : gap });
    if (digit !== undefined) read.push(...[...digit].map((letter) => ({ code: letter.charCodeAt(0), character: at })));
    else if (kept !== null) read.push({ code: kept, character: at });
    between = kept === null;
    gap = digit === undefined && kept === null ? at : -1;
  });
  const last = characters.at(-1);
  if (read.length > 0 && last !== undefined && !endsInDigit && keptOf(last, filter) === null)
    read.push({ code: SPACE, character: characters.length - 1 });
  return read;
}

/** What a filter makes of a character; null where it separates words. */
function keptOf(one: string, filter: 'none' | 'letters' | 'text8'): number | null {
  const code = one.codePointAt(0) ?? -1;
  if (filter === 'none') return /^\p{White_Space}$/u.test(one) ? null : code;
  if (filter === 'text8' ? !/^[A-Za-z]$/.test(one) : !/^[\p{L}\p{Mn}\p{Mc}]$/u.test(one)) return null;
  const lower = one.toLowerCase();
  return [...lower].length === 1 ? (lower.codePointAt(0) ?? code) : code;
}
