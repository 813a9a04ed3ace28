import type { Inquiry, Place, Places, Span, SpanUnits, UnitSide } from '../source/inquiry';
import { Problem } from '../source/source';
import { Newest } from './newest';
import { formatSides, formatSpans, joined, sideKey, sidesOf, spansOf } from './spans';
import type { View } from './view.svelte';

/** While somebody marks on, nothing is asked. */
const MARKING_PAUSE_MS = 200;

/** The most units whose other places are looked for, as the server has it. */
const MOST_PICKED = 64;

/** Spans of the text that somebody marked, the units that are on exactly there, and where else they are. */
export class Marking {
  /** Whether what is marked next is added to what is marked. */
  adds = $state(false);
  private found: { readonly key: string; readonly answer: SpanUnits } | null = $state.raw(null);
  private elsewhere: { readonly key: string; readonly answer: Places } | null = $state.raw(null);
  problem: Problem | null = $state.raw(null);
  /** Where the span that grows began; a step that does not go on from its end begins another. */
  private growing: { readonly anchor: number; readonly end: number; readonly others: readonly Span[] } | null = null;

  readonly spans: readonly Span[] = $derived.by(() => this.within(spansOf(this.view.selection.spans)));
  readonly picked: readonly UnitSide[] = $derived.by(() => sidesOf(this.view.selection.picked).slice(0, MOST_PICKED));

  private readonly newest = new Newest();
  private readonly places = new Newest();

  constructor(
    private readonly view: View,
    private readonly inquiry: Inquiry,
  ) {}

  /** The units of the spans; null while they are computed. */
  get units(): SpanUnits | null {
    return this.found !== null && this.found.key === this.key ? this.found.answer : null;
  }

  /** Where else the picked units are so; null while that is looked for, or none is picked. */
  get others(): Places | null {
    return this.elsewhere !== null && this.elsewhere.key === this.pickedKey ? this.elsewhere.answer : null;
  }

  /** Marks [from, to), instead of or besides what is marked. */
  mark(from: number, to: number, adds = this.adds): void {
    this.growing = null;
    this.set(adds ? [...this.spans, { from, count: to - from }] : [{ from, count: to - from }]);
  }

  /** Grows the mark by a character from the chosen one on, or begins one there. */
  grow(by: 1 | -1): void {
    const at = this.view.selection.position ?? this.view.screen.from;
    if (this.growing?.end !== at || this.spans.length === 0) this.growing = { anchor: at, end: at, others: this.adds ? this.spans : [] };
    const { anchor, others } = this.growing;
    const end = Math.min(Math.max(0, at + by), (this.view.info?.characters ?? 1) - 1);
    this.growing = { anchor, end, others };
    this.view.hovered = null;
    this.set([...others, { from: Math.min(anchor, end), count: Math.abs(end - anchor) + 1 }], end);
  }

  remove(span: Span): void {
    this.growing = null;
    this.set(this.spans.filter((one) => one !== span));
  }

  clear(): void {
    this.growing = null;
    this.view.set({ spans: '', picked: '' });
  }

  isPicked(side: UnitSide): boolean {
    return this.picked.some((one) => sideKey(one) === sideKey(side));
  }

  pick(side: UnitSide): void {
    const rest = this.picked.filter((one) => sideKey(one) !== sideKey(side));
    this.choose(rest.length < this.picked.length ? rest : [...rest, side]);
  }

  choose(sides: readonly UnitSide[]): void {
    this.view.set({ picked: formatSides(sides.slice(0, MOST_PICKED)) });
  }

  /** Asks for what the page shows. */
  ask(): void {
    const { view, key, pickedKey, picked, spans } = this;
    const { place } = view;
    if (!place || view.selection.tab !== 'span') return;
    if (spans.length > 0) this.newest.begin(key, MARKING_PAUSE_MS, (signal) => this.find(place, key, formatSpans(spans), signal));
    if (picked.length > 0) this.places.begin(pickedKey, 0, (signal) => this.look(place, pickedKey, formatSides(picked), signal));
  }

  private get key(): string {
    return JSON.stringify([this.view.place, formatSpans(this.spans)]);
  }

  private get pickedKey(): string {
    return JSON.stringify([this.view.place, formatSides(this.picked)]);
  }

  private within(spans: readonly Span[]): readonly Span[] {
    const length = this.view.info?.characters ?? 0;
    return joined(spans.filter(({ from, count }) => from + count <= length));
  }

  private set(spans: readonly Span[], position?: number): void {
    const kept = joined(spans);
    this.view.set({ spans: formatSpans(kept), tab: 'span', ...(position === undefined ? {} : { position }) });
  }

  private async find(place: Place, key: string, spans: string, signal: AbortSignal): Promise<void> {
    await this.attempt(signal, async () => {
      this.found = { key, answer: await this.inquiry.spanUnits(place, spans, signal) };
    });
  }

  private async look(place: Place, key: string, units: string, signal: AbortSignal): Promise<void> {
    await this.attempt(signal, async () => {
      this.elsewhere = { key, answer: await this.inquiry.places(place, units, signal) };
    });
  }

  private async attempt(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.problem = null;
    } catch (error) {
      if (!signal.aborted) this.problem = Problem.of(error);
    }
  }
}
