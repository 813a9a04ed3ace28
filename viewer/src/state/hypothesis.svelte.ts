import { Slices } from '../source/slices';
import type { Chance, Inquiry, Place, Ranking, TextProperty } from '../source/inquiry';
import { Problem } from '../source/source';
import { Newest, waited } from './newest';
import type { View } from './view.svelte';

const TYPING_PAUSE_MS = 150;
/** Between two looks at how far the units are. */
const PREPARING_MS = 300;
const SLICE = 8192;
const TRACK_BYTES = 1 << 24;

/** What was answered to something that was typed. */
interface Answer {
  readonly place: Place;
  readonly source: string;
  readonly ranking: Ranking;
}

/** A property that somebody names or writes, how all units go with it, and where it holds. */
export class Hypothesis {
  /** The newest answer, and the newest that has a property; they stay while the next is on its way. */
  private answer: Answer | null = $state.raw(null);
  private good: Answer | null = $state.raw(null);
  private chances: (Answer & { readonly chance: Chance }) | null = $state.raw(null);
  private fitting: { readonly place: Place; readonly properties: readonly TextProperty[] } | null = $state.raw(null);
  problem: Problem | null = $state.raw(null);
  private revision = $state(0);

  private readonly newest = new Newest();
  private readonly lists = new Newest();
  private readonly tracks = new Slices(SLICE, TRACK_BYTES, () => this.revision++, (problem) => (this.problem = problem));

  constructor(
    private readonly view: View,
    private readonly inquiry: Inquiry,
  ) {}

  /** What is typed. */
  get source(): string {
    return this.view.selection.hypothesis;
  }

  /** The newest ranking of this text; of what was typed before, until the next is here. */
  get ranking(): Ranking | null {
    return this.source.trim() !== '' && this.isHere(this.good) ? (this.good?.ranking ?? null) : null;
  }

  /** What the ranking is of. */
  get ranked(): string {
    return this.isHere(this.good) ? (this.good?.source ?? '') : '';
  }

  /** Whether the ranking is of what is typed now. */
  get isCurrent(): boolean {
    return this.good !== null && this.good.source === this.source.trim() && this.isHere(this.good);
  }

  /** What is wrong with what is typed; null while nobody knows. */
  get mistake(): Ranking['mistake'] {
    return this.answer && this.answer.source === this.source.trim() && this.isHere(this.answer) ? this.answer.ranking.mistake : null;
  }

  /** How far the units of the text are from being ready, 0 to 1; null when they are, or nobody knows. */
  get preparing(): number | null {
    return this.isHere(this.answer) ? (this.answer?.ranking.preparing ?? null) : null;
  }

  /** What the best unit reaches by chance; null while it is computed. */
  get chance(): Chance | null {
    return this.chances !== null && this.isHere(this.chances) && this.chances.source === this.ranked ? this.chances.chance : null;
  }

  /** Properties that make sense for the text; null while they are measured. */
  get properties(): readonly TextProperty[] | null {
    return this.fitting && same(this.fitting.place, this.view.place) ? this.fitting.properties : null;
  }

  /** What is drawn under the text: the property of the ranking. */
  get property(): TextProperty | null {
    return this.ranking?.property ?? null;
  }

  /** Asks for what the page shows. */
  ask(): void {
    const { place, selection, screen } = this.view;
    const source = this.source.trim();
    if (!place) return;
    const open = selection.tab === 'hypothesis';
    if (open) this.lists.begin(keyOf(place), 0, (signal) => this.list(place, signal));
    if (open || source !== '') this.newest.begin(keyOf(place, source), TYPING_PAUSE_MS, (signal) => this.rank(place, source, signal));
    else this.newest.drop();
    const { property, ranked } = this;
    if (property && screen.to > screen.from)
      this.tracks.want('track', keyOf(place, ranked), screen.from, screen.to, (from, count) => this.inquiry.track(place, ranked, from, count));
  }

  /** How much of the property there is at each character of [from, to), 0 to 1; NaN where it does not count or is not here. */
  track(from: number, to: number): Float32Array | null {
    void this.revision;
    const { property, ranked } = this;
    const { place } = this.view;
    if (!property || !place) return null;
    const low = Math.min(0, property.low ?? 0);
    const reach = (property.high ?? 0) - low;
    const values = this.tracks.read(keyOf(place, ranked), from, to);
    return reach > 0 ? values.map((value) => (value - low) / reach) : values.fill(0);
  }

  /** To another unit of the ranking, from the chosen one or from the top. */
  step(by: 1 | -1): void {
    const units = this.ranking?.ranked ?? [];
    const { site, unit } = this.view.selection;
    const at = units.findIndex((ranked) => ranked.site === site && ranked.unit === unit);
    const next = units[at < 0 ? 0 : Math.min(Math.max(0, at + by), units.length - 1)];
    if (next) this.view.set({ site: next.site, unit: next.unit });
  }

  /** Asks again after a failure. */
  again(): void {
    this.problem = null;
    this.newest.drop();
    this.lists.drop();
    this.tracks.forgive();
    this.ask();
  }

  private async rank(place: Place, source: string, signal: AbortSignal): Promise<void> {
    try {
      let ranking = await this.inquiry.ranking(place, source, signal);
      for (this.take({ place, source, ranking }); ranking.preparing !== null; this.take({ place, source, ranking })) {
        await waited(PREPARING_MS);
        if (signal.aborted) return;
        ranking = await this.inquiry.ranking(place, source, signal);
      }
      this.problem = null;
      if (ranking.ranked.length > 0) this.chances = { place, source, ranking, chance: await this.inquiry.chance(place, source, signal) };
    } catch (error) {
      if (!signal.aborted) this.problem = Problem.of(error);
    }
  }

  private take(answer: Answer): void {
    this.answer = answer;
    if (answer.ranking.property) this.good = answer;
  }

  private async list(place: Place, signal: AbortSignal): Promise<void> {
    try {
      const properties = await this.inquiry.properties(place);
      if (!signal.aborted) this.fitting = { place, properties };
    } catch (error) {
      if (!signal.aborted) this.problem = Problem.of(error);
    }
  }

  private isHere(answer: Answer | null): boolean {
    return answer !== null && same(answer.place, this.view.place);
  }
}

function same(one: Place, other: Place | null): boolean {
  return one.run === other?.run && one.text === other.text;
}

function keyOf({ run, text }: Place, ...more: readonly string[]): string {
  return JSON.stringify([run, text, ...more]);
}
