import { LONGEST_CONNECTIVITY, type Alphabet, type Manifest, type Published } from '../source/contract';
import { Problem, type Source } from '../source/source';
import { words } from '../strings';
import { largest, rowsOf, wordStart, type Row } from './connectivity';
import { glyphOf } from './glyphs';
import { faceOf, faceOfPredicted, stretchAt, stretchOf, symbolsOf, symbolsOfRows, type Read, type Stretch } from './stretch';
import type { View } from './view.svelte';

/** Characters of a run's text that are shown at once. */
export const STRETCH = 200;

/** While someone types, the networks read at the pauses. */
const TYPING_PAUSE_MS = 250;

/** Answers that are kept: a few texts of a few networks. */
const MOST_ANSWERS = 48;

/** Whether a run predicts the next symbol or words, or the rows are published. */
export type Kind = 'symbols' | 'words' | 'published';

/** One model over the characters that are shown. */
export interface Strip {
  readonly key: string;
  readonly name: string;
  /** What kind of model. */
  readonly says: string;
  readonly kind: Kind;
  readonly symbols: readonly Read[];
  /** One for each symbol; null while they are computed. */
  readonly rows: readonly Row[] | null;
  readonly problem: Problem | null;
  /** A symbol or word by its id, as it is shown. */
  readonly faceOf: (id: number) => string;
}

/** A text that one or several models were published for. */
export interface PublishedText {
  /** That of the first. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly ids: readonly string[];
}

type Load = (signal: AbortSignal) => Promise<Float32Array>;
type Answer = { readonly rows: readonly Row[] } | { readonly problem: Problem };

/** What predictions look back at: every model reads the same characters, and one position is chosen for all. */
export class Memory {
  published: readonly Published[] | null = $state.raw(null);
  private manifests: ReadonlyMap<string, Manifest> = $state.raw(new Map());
  /** Counts arrivals. */
  private revision = $state(0);

  /** What is read; null while it is not here, or nothing is chosen. */
  readonly stretch: Stretch | null = $derived.by(() => this.find());
  /** The texts that something was published of, with all that was. */
  readonly publishedTexts: readonly PublishedText[] = $derived.by(() => textsOf(this.published ?? []));
  private readonly text: string = $derived(this.stretch?.characters.join('') ?? '');
  /** Index of the character that is looked at. */
  readonly at: number = $derived.by(() => this.index());
  readonly strips: readonly Strip[] = $derived.by(() => [...this.stripsOfRuns(), ...this.stripsOfPublished()]);
  /** The largest number of all positions and models. */
  readonly most: number = $derived(
    this.strips.reduce((most, { rows }) => (rows ?? []).reduce((so, row) => Math.max(so, largest(row, this.view.selection.norm)), most), 0),
  );

  private readonly answers = new Map<string, Answer>();
  private readonly underWay = new Map<string, AbortController>();
  /** Runs whose manifest is here or on its way. */
  private readonly asked = new Set<string>();

  constructor(
    private readonly view: View,
    private readonly source: Source,
  ) {}

  /** Asks what was published; where that is all there is, it is shown. */
  async open(): Promise<void> {
    try {
      const published = await this.source.published();
      this.published = published;
      const { view } = this;
      const first = published[0];
      if (first && view.runs?.length === 0 && view.selection.published === null)
        view.set({ panel: 'memory', published: first.id }, 'default');
    } catch (error) {
      this.view.problem ??= Problem.of(error);
    }
  }

  /** Index of a symbol of a strip where a character has been read whole. */
  symbolAt({ symbols }: Strip, character: number): number {
    return Math.max(0, symbols.findLastIndex((symbol) => symbol.character <= character));
  }

  /** Where the word begins that is being read at a symbol. */
  wordStart({ symbols, kind }: Strip, symbol: number): number {
    // Such a network has its own idea of a word: all from one space to the next.
    if (kind === 'words') return Math.max(0, symbols.findLastIndex(({ glyph }, i) => i <= symbol && glyph.text === ' '));
    const characters = this.stretch?.characters ?? [];
    return wordStart(symbols.slice(0, symbol + 1).map(({ character }) => characters[character] ?? ''), symbol);
  }

  /** Looks at a character while the pointer is there. */
  hover(character: number | null): void {
    this.view.hovered = character === null ? null : (this.stretch?.positions[character] ?? null);
  }

  choose(character: number): void {
    const last = (this.stretch?.characters.length ?? 0) - 1;
    const position = this.stretch?.positions[Math.min(Math.max(0, character), last)];
    if (position === undefined) return;
    this.view.hovered = null; // a resting pointer must not hide where the keys lead
    this.view.set({ position });
  }

  /** A stretch on, or back; the chosen character moves along. */
  turn(by: number): void {
    const { info, selection } = this.view;
    if (selection.typed !== null || selection.published !== null || !info) return;
    const from = Math.min(Math.max(0, selection.from + by * STRETCH), Math.max(0, info.characters - 1));
    if (from === selection.from) return;
    this.view.set({ from, position: selection.position === null ? null : Math.min(selection.position + from - selection.from, info.characters - 1) });
  }

  /** Asks for what the strips lack; returns how to stop waiting. */
  ask(): () => void {
    const { text, view, source } = this;
    const { typed, target } = view.selection;
    const runs = (view.runs ?? []).map(({ name }) => name);
    const wanted = new Map<string, Load>();
    for (const one of this.published ?? [])
      if (one.text === text) wanted.set(keyOf('published', one.id, '', text), () => source.publishedConnectivity(one.id));
    for (const run of text === '' || view.isBlank ? [] : runs)
      wanted.set(keyOf('run', run, target, text), (signal) => source.connectivity(run, text, target, signal));
    const waiting = setTimeout(() => {
      this.stop(wanted);
      for (const run of runs) void this.know(run);
      for (const [key, load] of wanted) void this.want(key, load);
    }, typed === null ? 0 : TYPING_PAUSE_MS);
    return () => clearTimeout(waiting);
  }

  /** Asks for everything again. */
  forgive(): void {
    this.answers.clear();
    this.revision++;
    this.ask();
  }

  private find(): Stretch | null {
    const { selection, manifest, text, info } = this.view;
    void this.view.revision;
    if (selection.typed !== null) return stretchOf(selection.typed, LONGEST_CONNECTIVITY);
    if (selection.published !== null) {
      const shown = this.published?.find(({ id }) => id === selection.published);
      return shown ? stretchOf(shown.text, Infinity) : null;
    }
    if (!manifest || !text || info?.id !== selection.text) return null;
    const from = Math.min(selection.from, Math.max(0, text.length - 1));
    const to = Math.min(from + STRETCH, text.length);
    return text.ready < to ? null : stretchAt(text.ids.subarray(from, to), from, manifest);
  }

  /** Where nothing is chosen: the end of what is typed, else the middle. */
  private index(): number {
    const { stretch, view } = this;
    const count = stretch?.characters.length ?? 0;
    const found = view.focus === null ? -1 : (stretch?.positions.findIndex((position) => position >= (view.focus ?? 0)) ?? -1);
    const begins = stretch?.positions[0] ?? 0;
    if (found >= 0 && (view.focus ?? 0) >= begins) return found;
    return view.selection.typed !== null ? count - 1 : Math.floor((count - 1) / 2);
  }

  private stripsOfRuns(): Strip[] {
    void this.revision;
    const { stretch, text, view } = this;
    if (!stretch) return [];
    return (view.runs ?? []).map(({ name, unit, layers, units }) => {
      const manifest = this.manifests.get(name);
      const answer = this.answers.get(keyOf('run', name, view.selection.target, text));
      const symbols = manifest ? symbolsOf(stretch.characters, manifest) : [];
      const face = (id: number): string => (manifest ? faceOfPredicted(id, manifest) : '');
      const says = words.memory.says(unit, layers, units, manifest?.words?.length ?? 0);
      return strip({ key: `run ${name}`, name, says, kind: manifest?.words ? 'words' : 'symbols', faceOf: face }, stretch, symbols, answer, manifest?.symbols);
    });
  }

  private stripsOfPublished(): Strip[] {
    void this.revision;
    const { stretch, text } = this;
    if (!stretch) return [];
    const symbols = stretch.characters.map((one, character) => ({ glyph: glyphOf(one.codePointAt(0) ?? -1, 'characters'), character }));
    return (this.published ?? [])
      .filter((one) => one.text === text)
      .map(({ id, title, words: named }) => {
        const answer = this.answers.get(keyOf('published', id, '', text));
        const about = { key: `published ${id}`, name: title, says: words.memory.saysPublished, kind: 'published' } as const;
        return strip({ ...about, faceOf: (word) => faceOf(named[word] ?? '') }, stretch, symbols, answer, 'characters');
      });
  }

  /** The manifest of a run, for its symbols. */
  private async know(run: string): Promise<void> {
    if (this.asked.has(run)) return;
    this.asked.add(run);
    try {
      const manifest = await this.source.manifest(run);
      this.manifests = new Map(this.manifests).set(run, manifest);
    } catch (error) {
      this.asked.delete(run);
      this.view.problem ??= Problem.of(error);
    }
  }

  /** The programs need not compute what nobody waits for any more. */
  private stop(wanted: ReadonlyMap<string, Load>): void {
    for (const [key, controller] of this.underWay)
      if (!wanted.has(key)) {
        this.underWay.delete(key);
        controller.abort();
      }
  }

  private async want(key: string, load: Load): Promise<void> {
    if (this.answers.has(key) || this.underWay.has(key)) return;
    const controller = new AbortController();
    this.underWay.set(key, controller);
    try {
      const rows = rowsOf(await load(controller.signal));
      if (!rows) throw new Problem(words.problems.cutShort, words.memory.uneven);
      this.keep(key, { rows });
    } catch (error) {
      if (!controller.signal.aborted) this.keep(key, { problem: Problem.of(error) });
    } finally {
      if (this.underWay.get(key) === controller) this.underWay.delete(key);
    }
  }

  private keep(key: string, answer: Answer): void {
    this.answers.set(key, answer);
    for (const oldest of this.answers.keys()) {
      if (this.answers.size <= MOST_ANSWERS) break;
      this.answers.delete(oldest);
    }
    this.revision++;
  }
}

function textsOf(published: readonly Published[]): PublishedText[] {
  return [...new Set(published.map(({ text }) => text))].map((text) => {
    const all = published.filter((one) => one.text === text);
    return { id: all[0]?.id ?? '', title: all.map(({ title }) => title).join(', '), text, ids: all.map(({ id }) => id) };
  });
}

function keyOf(kind: string, id: string, target: string, text: string): string {
  return `${kind} ${id} ${target}\n${text}`;
}

/** The symbols are those that were read; until that is known, those that are awaited. An answer that does not fit the characters is none. */
function strip(
  about: Pick<Strip, 'key' | 'name' | 'says' | 'kind' | 'faceOf'>, { characters }: Stretch, awaited: readonly Read[], answer: Answer | undefined,
  alphabet: Alphabet | undefined,
): Strip {
  if (!answer || !alphabet) return { ...about, symbols: awaited, rows: null, problem: null };
  if ('problem' in answer) return { ...about, symbols: awaited, rows: null, problem: answer.problem };
  const symbols = symbolsOfRows(answer.rows, characters.length, alphabet);
  if (!symbols) return { ...about, symbols: awaited, rows: null, problem: new Problem(words.problems.cutShort, words.memory.uneven) };
  return { ...about, symbols, rows: answer.rows, problem: null };
}
