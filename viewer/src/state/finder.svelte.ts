import { Problem } from '../source/source';
import type { Place } from '../source/inquiry';
import type { Whole } from '../source/whole';
import { Newest } from './newest';
import { MOST, nextOf, search, soughtOf, type Found, type Sought } from './search';
import type { View } from './view.svelte';

const TYPING_PAUSE_MS = 150;

/** Longer texts are searched by the program: here it would take longer than a key press. */
const LONGEST_HERE = 1_000_000;

interface Asked extends Found {
  readonly key: string;
  readonly problem: Problem | null;
}

/** Looks for words and regular expressions in the text, and knows the way to a character. */
export class Finder {
  /** What is typed; null while nobody searches. */
  query: string | null = $state(null);
  private asked: Asked | null = $state.raw(null);
  private readonly newest = new Newest();

  constructor(
    private readonly view: View,
    private readonly whole: Whole | undefined,
  ) {}

  get hasRegex(): boolean {
    return this.whole !== undefined;
  }

  readonly sought: Sought | null = $derived(this.query === null ? null : soughtOf(this.query, this.hasRegex));

  /** What is found; null while nobody searches or the answer is on its way. */
  readonly found: Found | null = $derived.by(() => {
    const { sought } = this;
    const { text, manifest } = this.view;
    if (!sought || sought.kind === 'place' || !text || !manifest) return null;
    if (this.key !== null) return this.asked?.key === this.key && this.asked.problem === null ? this.asked : null;
    return search(text.ids, this.view.arrived, manifest.vocabulary, manifest.symbols, sought.text);
  });

  get problem(): Problem | null {
    return this.asked !== null && this.asked.key === this.key ? this.asked.problem : null;
  }

  /** Whether there may be more behind the last that was found. */
  get hasMore(): boolean {
    return (this.found?.spans.length ?? 0) >= MOST;
  }

  /** Asks for what only the program can find. */
  ask(): void {
    const { key, sought } = this;
    const { place } = this.view;
    if (key === null || !place || !sought || sought.kind === 'place') this.newest.drop();
    else this.newest.begin(key, TYPING_PAUSE_MS, (signal) => this.look(key, place, sought.text, sought.kind === 'regex', 0, signal));
  }

  /** To the next that was found, or the one before; or to the character. */
  async step(by: 1 | -1): Promise<void> {
    const { sought } = this;
    if (sought?.kind === 'place') return this.go(Math.min(sought.position, (this.view.info?.characters ?? 1) - 1));
    const here = this.view.selection.position ?? this.view.screen.from - 1;
    await this.turn(here, by);
    const span = this.found?.spans[nextOf(this.found.spans, here, by)];
    if (span) this.go(span.from);
  }

  private go(position: number): void {
    this.view.hovered = null;
    this.view.set({ position });
  }

  /** Behind the last of many are more; behind the last of all is the first. */
  private async turn(here: number, by: 1 | -1): Promise<void> {
    const { found, key, sought } = this;
    const { place } = this.view;
    if (!found || key === null || !place || !sought || sought.kind === 'place') return;
    const last = found.spans.at(-1)?.from ?? 0;
    const beyond = by > 0 && here >= last;
    const from = beyond && this.hasMore ? last + 1 : beyond || here < found.from ? 0 : found.from;
    if (from !== found.from) await this.look(key, place, sought.text, sought.kind === 'regex', from, new AbortController().signal);
    if (this.found?.spans.length === 0 && from > 0) await this.look(key, place, sought.text, sought.kind === 'regex', 0, new AbortController().signal);
  }

  /** What the program is asked; null where the page finds it itself. */
  private get key(): string | null {
    const { sought } = this;
    const { place, info } = this.view;
    if (!this.whole || !sought || sought.kind === 'place' || !place) return null;
    if (sought.kind === 'text' && (info?.characters ?? 0) <= LONGEST_HERE) return null;
    return JSON.stringify([place, sought]);
  }

  private async look(key: string, place: Place, query: string, isRegex: boolean, from: number, signal: AbortSignal): Promise<void> {
    try {
      const numbers = await this.whole?.search(place, query, isRegex, from, MOST, signal);
      if (!numbers || signal.aborted) return;
      const spans = Array.from({ length: numbers.length / 2 }, (_, i) => ({ from: numbers[2 * i] ?? 0, count: numbers[2 * i + 1] ?? 0 }));
      this.asked = { key, from, spans, problem: null };
    } catch (error) {
      if (!signal.aborted) this.asked = { key, from, spans: [], problem: Problem.of(error) };
    }
  }
}
