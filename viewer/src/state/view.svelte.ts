import { CONTRACT, type Manifest, type RunSummary, type Site, type TextInfo } from '../source/contract';
import type { Place } from '../source/inquiry';
import { Problem, type Source } from '../source/source';
import { words } from '../strings';
import { Finder } from './finder.svelte';
import { glyphsOf, type Glyph } from './glyphs';
import { Latest } from './latest';
import { predictionAt, type Prediction } from './predictions';
import { Notes } from './notes.svelte';
import { Overview } from './overview.svelte';
import { Readings } from './readings';
import { domainOf, orderOf, type Domain } from './scale';
import { initial, type Selection } from './selection';
import { Symbols } from './symbols';

/** Who changed the selection: the address bar does not write back what it has just read. */
export type Origin = 'reader' | 'address' | 'default';
export type Changed = (now: Selection, before: Selection, origin: Origin) => void;

/** While someone types, the network reads at the pauses. */
const TYPING_PAUSE_MS = 250;

/** About as many characters as a screen shows. */
const FORESEEN = 2048;

/** Of longer texts a picture of the whole is made by the program. */
const LONGEST_OVERVIEW = 1_000_000;

/** The one selection, and what has been read for it. Panels look at this and set it; they know nothing of each other. */
export class View {
  selection: Selection = $state.raw(initial);
  runs: readonly RunSummary[] | null = $state.raw(null);
  manifest: Manifest | null = $state.raw(null);
  /** The text on screen; while the next one is read, still the last one. */
  place: Place | null = $state.raw(null);
  info: TextInfo | null = $state.raw(null);
  text: Symbols | null = $state.raw(null);
  problem: Problem | null = $state.raw(null);
  reading = $state(false);
  private heard = $state(false);
  /** Whether the first values are here, or it is known that there will be none. */
  readonly settled: boolean = $derived(this.heard || this.problem !== null);
  private measured: { readonly site: string; readonly values: Float32Array } | null = $state.raw(null);
  /** The unit under the pointer in the strips, and the character under it in the text. */
  preview: number | null = $state(null);
  hovered: number | null = $state(null);
  /** Characters on screen: [from, to). */
  screen: { readonly from: number; readonly to: number } = $state.raw({ from: 0, to: 0 });
  /** Counts arrivals; whoever draws readings depends on it. */
  revision = $state(0);

  readonly site: Site | null = $derived(this.manifest?.sites.find((site) => site.name === this.selection.site) ?? null);
  /** [H x 4] of the chosen site; null until they are here. */
  readonly statistics: Float32Array | null = $derived(
    this.measured?.site === this.selection.site ? this.measured.values : null,
  );
  readonly glyphs: readonly Glyph[] = $derived(
    this.manifest ? glyphsOf(this.manifest.vocabulary, this.manifest.symbols) : [],
  );
  readonly unit: number = $derived(this.preview ?? this.selection.unit);
  readonly focus: number | null = $derived(this.hovered ?? this.selection.position);
  readonly domain: Domain | null = $derived(
    this.site && domainOf(this.site.range, this.statistics, this.unit, this.selection.scope),
  );
  readonly order: readonly number[] = $derived(orderOf(this.site?.width ?? 0, this.selection.order, this.statistics));

  /** How many symbols of the text are here. */
  readonly arrived: number = $derived(this.revision >= 0 ? (this.text?.ready ?? 0) : 0);
  readonly finder: Finder;
  readonly overview: Overview;

  /** What people called the units of the run. */
  readonly notes: Notes;

  private readonly readings: Readings;
  private readonly latest = new Latest();
  private readonly listeners = new Set<Changed>();

  constructor(private readonly source: Source) {
    this.notes = new Notes(source.inquiry);
    this.finder = new Finder(this, source.whole);
    this.overview = new Overview(this, source.whole);
    const arrived = (): void => {
      this.revision++;
      this.heard = true;
    };
    this.readings = new Readings(source, arrived, (problem) => (this.problem = problem));
  }

  /** Whether a program answers what takes files and a processor. */
  get hasLab(): boolean {
    return this.source.lab !== undefined;
  }

  /** Whether the network can write: a program must run it, and it must predict the next symbol. */
  get canSample(): boolean {
    return this.source.inquiry !== undefined && this.manifest !== null && this.words === null;
  }

  /** Returns how to stop listening. */
  onChange(listener: Changed): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  set(patch: Partial<Selection>, origin: Origin = 'reader'): void {
    const before = this.selection;
    const asked = { ...before, ...patch };
    const strange = origin === 'address' && this.manifest !== null && asked.run === before.run;
    const now = strange && this.manifest ? { ...asked, ...whatExists(asked, this.manifest) } : asked;
    const differs = (...names: (keyof Selection)[]): boolean => names.some((name) => now[name] !== before[name]);
    if (!differs(...(Object.keys(now) as (keyof Selection)[]))) return;
    this.selection = now;
    if (differs('unit', 'site', 'run')) this.preview = null;
    if (origin !== 'default') this.follow(differs, origin === 'reader' ? TYPING_PAUSE_MS : 0);
    for (const listener of this.listeners) listener(now, before, origin);
  }

  private follow(differs: (...names: (keyof Selection)[]) => boolean, pause: number): void {
    if (differs('run')) void this.attempt(this.openRun());
    else if (this.manifest) {
      if (differs('text', 'typed')) void this.attempt(this.openText(pause));
      if (differs('site')) void this.attempt(this.openSite());
    }
  }

  /** Loads from the list of runs on; also the way to try again. */
  async open(): Promise<void> {
    this.problem = null;
    this.readings.forgive();
    this.revision++;
    await this.attempt(this.openRuns());
  }

  look(from: number, to: number): void {
    if (from !== this.screen.from || to !== this.screen.to) this.screen = { from, to };
  }

  /** Asks for what the screen shows; what is here already is not asked for again. */
  ask(): void {
    const { place, site, screen, selection, focus } = this;
    if (!place || !site || screen.to <= screen.from) return;
    if (!this.readings.hasColumn(place, site.name, selection.unit, screen.from, screen.to))
      this.readings.wantColumn(place, site.name, selection.unit, screen.from, screen.to);
    this.readings.wantRows(place, site.name, screen.from, screen.to);
    if (this.drawsGuesses) this.readings.wantPredictions(place, 'screen', screen.from, screen.to);
    if (focus !== null) this.readings.wantPredictions(place, 'focus', Math.max(0, focus - 1), focus + 1);
  }

  /** Whether the text is too long for all values of a unit to be here. */
  get isLong(): boolean {
    return (this.info?.characters ?? 0) > LONGEST_OVERVIEW;
  }

  /** Asks for what was expected over [from, to), beside what the screen shows anyway. */
  askPredictions(from: number, to: number): void {
    if (this.place && to > from) this.readings.wantPredictions(this.place, 'losses', from, to);
  }

  /** Asks for the chosen unit over the whole text. */
  askWhole(): void {
    const { place, site, info, selection } = this;
    if (!place || !site || !info || this.isLong) return;
    this.readings.wantWhole(place, site.name, selection.unit, info.characters);
  }

  /** The chosen unit over the whole text; NaN where nothing has arrived. */
  whole(): Float32Array {
    void this.revision;
    const { place, site, info, selection } = this;
    if (!place || !site || !info || this.isLong) return new Float32Array(0);
    return this.readings.whole(place, site.name, selection.unit, info.characters);
  }

  /** The shown unit over [from, to); NaN where nothing has arrived. */
  column(from: number, to: number): Float32Array {
    void this.revision;
    if (!this.place || !this.site) return new Float32Array(Math.max(0, to - from)).fill(NaN);
    return this.readings.column(this.place, this.site.name, this.unit, this.site.width, from, to);
  }

  value(position: number): number {
    return this.column(position, position + 1)[0] ?? NaN;
  }

  rows(from: number, to: number): Float32Array {
    void this.revision;
    if (!this.place || !this.site) return new Float32Array(0);
    return this.readings.rows(this.place, this.site.name, this.site.width, from, to);
  }

  predictions(from: number, to: number): Float32Array {
    void this.revision;
    return this.place ? this.readings.predictions(this.place, from, to) : new Float32Array(0);
  }

  prediction(position: number): Prediction | null {
    return position < 0 ? null : predictionAt(this.predictions(position, position + 1), 0);
  }

  /** The words that the network predicts; null where it predicts the next symbol. */
  get words(): readonly string[] | null {
    return this.manifest?.words ?? null;
  }

  /** Whether guesses are drawn under the characters: whole words would not fit there. */
  get drawsGuesses(): boolean {
    return this.selection.predictions && this.words === null;
  }

  /** The word that a character belongs to; the space before a word belongs to it. */
  wordAt(position: number): string {
    const { text } = this;
    if (!text) return '';
    const letter = (at: number): string => this.glyph(text.at(at))?.copy ?? ' ';
    let from = position;
    while (from > 0 && letter(from) !== ' ') from--;
    if (letter(from) === ' ') from++;
    let to = from;
    while (to < text.length && letter(to) !== ' ') to++;
    return Array.from({ length: to - from }, (_, i) => letter(from + i)).join('');
  }

  glyph(id: number | undefined): Glyph | null {
    return id === undefined ? null : (this.glyphs[id] ?? null);
  }

  /** The glyph at a position of the text. */
  glyphAt(position: number): Glyph | null {
    return this.glyph(this.text?.at(position));
  }

  private async openRuns(): Promise<void> {
    const runs = await this.source.runs();
    this.runs = runs;
    const first = runs[0];
    if (!first) return;
    if (this.selection.run === '') this.set({ run: first.name }, 'default');
    await this.openRun();
  }

  private async openRun(): Promise<void> {
    this.latest.drop('text');
    const { run } = this.selection;
    const manifest = await this.latest.of('run', this.source.manifest(run));
    if (!manifest) return;
    if (manifest.contract !== CONTRACT)
      throw new Problem(words.problems.contract, words.problems.contractDetail(manifest.contract, CONTRACT));
    this.manifest = manifest;
    this.notes.take(run, manifest.notes);
    this.measured = null;
    this.set(whatExists(this.selection, manifest), 'default');
    await Promise.all([this.openText(0), this.openSite()]);
  }

  /** Whether what is typed is nothing to the network: white space is no word. */
  get isBlank(): boolean {
    const { typed } = this.selection;
    return typed !== null && (typed === '' || (this.words !== null && typed.trim() === ''));
  }

  private async openText(pause: number): Promise<void> {
    const { run, text, typed } = this.selection;
    this.reading = true;
    const opened = await this.latest.of('text', typed === null ? this.find(run, text) : this.readTyped(run, typed, pause));
    if (opened === undefined) return;
    this.reading = false;
    this.hovered = null;
    this.problem = null;
    this.info = opened?.info ?? null;
    this.text = opened?.symbols ?? null;
    if (!opened?.info.characters) this.heard = true;
    this.place = opened && { run, text: opened.info.id };
    const { position, top } = this.selection;
    const last = Math.max(0, (opened?.info.characters ?? 1) - 1);
    if ((position ?? 0) > last || top > last) this.set({ position: position && Math.min(position, last), top: 0 }, 'default');
    void this.attempt(opened?.symbols.load() ?? Promise.resolve());
    void this.attempt(this.openSite());
  }

  private async find(run: string, text: string): Promise<Opened | null> {
    const info = this.manifest?.texts.find(({ id }) => id === text);
    if (!info) return null;
    this.foresee(run, info);
    return { info, symbols: await this.symbolsOf(run, info) };
  }

  /** Asks for the first colours of a text together with its symbols: they come while the page is being built. */
  private foresee(run: string, { id: text, characters }: TextInfo): void {
    const { site, unit, top } = this.selection;
    if (!site) return;
    const place = { run, text };
    const from = top < characters ? top : 0; // a shorter text is shown from its beginning
    this.readings.wantRows(place, site, from, Math.min(characters, from + 1));
    this.readings.wantColumn(place, site, unit, from, Math.min(characters, from + FORESEEN));
  }

  /** Reads what was typed and has its first colours here before the screen changes, so that nothing blinks. */
  private async readTyped(run: string, typed: string, pause: number): Promise<Opened | null> {
    if (this.isBlank) return null;
    if (pause > 0) await new Promise((resume) => setTimeout(resume, pause));
    if (this.selection.typed !== typed) return null; // typed on meanwhile: this answer is dropped anyway
    const info = await this.source.read(run, typed);
    this.foresee(run, info);
    return { info, symbols: await this.symbolsOf(run, info) };
  }

  private async symbolsOf(run: string, info: TextInfo): Promise<Symbols> {
    const symbols = new Symbols(info.characters, (from, count) => this.source.symbols(run, info.id, from, count), () => this.revision++);
    await symbols.begin();
    return symbols;
  }

  /** Typed text is coloured on the scale of the run's first text: a few characters make no scale of their own. */
  private async openSite(): Promise<void> {
    const { run, site, typed } = this.selection;
    const reference = typed === null ? this.selection.text : (this.manifest?.texts[0]?.id ?? this.place?.text);
    if (!site || !reference) return;
    const values = await this.latest.of('statistics', this.readings.statistics({ run, text: reference }, site));
    if (values) this.measured = { site, values };
  }

  private async attempt(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.reading = false;
      this.problem = Problem.of(error);
    }
  }
}

interface Opened {
  readonly info: TextInfo;
  readonly symbols: Symbols;
}

/** What of a selection a run can show; the rest falls back to what is worth seeing first. */
function whatExists(selection: Selection, manifest: Manifest): Partial<Selection> {
  const site = manifest.sites.find(({ name }) => name === selection.site);
  const text = manifest.texts.some(({ id }) => id === selection.text) ? selection.text : (manifest.texts[0]?.id ?? '');
  if (site) return { text, unit: Math.min(selection.unit, site.width - 1) };
  const finding = manifest.findings.find(({ site }) => manifest.sites.some(({ name }) => name === site));
  if (finding) return { text, site: finding.site, unit: finding.unit };
  const deepest = Math.max(0, ...manifest.sites.map(({ layer }) => layer));
  const first = manifest.sites.find(({ layer, signal }) => layer === deepest && signal === 'h') ?? manifest.sites[0];
  return { text, site: first?.name ?? '', unit: 0 };
}
