import type { ErrorLedger, SortedErrors } from '../source/contract';
import type { Problem, Source } from '../source/source';
import { Answers } from './answers';
import { lossNats, PREDICTION_WIDTH } from './predictions';
import type { Domain } from './scale';
import type { ErrorColours } from './selection';
import type { View } from './view.svelte';

/** Losses beyond this have the colour of the end: one character in four hundred, given by chance. */
const REACH_NATS = 6;

/** What the network gets wrong over the text on screen: each error in the class of what would have helped. */
export class Errors {
  private revision = $state(0);
  private readonly sorted = new Answers<SortedErrors>(() => void this.revision++, 4, 1);

  private readonly here: SortedErrors | null = $derived.by(() => {
    void this.revision;
    return this.sorted.get(this.key) ?? null;
  });
  readonly ledger: ErrorLedger | null = $derived(this.here?.ledger ?? null);
  /** The place of the chosen class from 1; 0 for all of them. */
  readonly chosen: number = $derived.by(() => 1 + (this.ledger?.classes.findIndex(({ name }) => name === this.view.selection.errorClass) ?? -1));
  /** What colours the text: losses too where nobody sorts errors. */
  readonly colours: ErrorColours = $derived.by(() => (this.isOpen ? this.view.selection.errorColours : 'loss'));
  /** The scale of what colours the text. */
  readonly domain: Domain | null = $derived.by(() => {
    if (this.colours === 'loss') return { low: 0, high: REACH_NATS, kind: 'one-way', from: 'fixed', cut: true };
    return this.ledger && { low: 0, high: this.ledger.classes.length, kind: 'one-way', from: 'fixed', cut: false };
  });

  constructor(
    private readonly view: View,
    private readonly source: Source,
  ) {}

  get isOpen(): boolean {
    return this.source.errors !== undefined;
  }

  ask(): void {
    const { place, screen, selection } = this.view;
    if (!place || place.run !== selection.run) return;
    if (this.colours === 'loss') this.view.askPredictions(Math.max(0, screen.from - 1), screen.to);
    const { source } = this;
    if (source.errors) this.sorted.want([{ key: this.key, load: (signal) => source.errors!(place.run, place.text, signal) }]);
  }

  /** What colours [from, to) of the text: the place of the class, or the loss in nats. */
  values(from: number, to: number): Float32Array {
    const { here, chosen } = this;
    const isShown = (position: number): boolean => chosen === 0 || here?.classes[position] === chosen;
    if (this.colours === 'loss') {
      const first = Math.max(0, from - 1);
      const predictions = this.view.predictions(first, to);
      const came = (position: number): number => predictions[(position - 1 - first + 1) * PREDICTION_WIDTH - 1] ?? NaN;
      return Float32Array.from({ length: to - from }, (_, i) => (from + i === 0 || !isShown(from + i) ? 0 : lossNats(came(from + i))));
    }
    return Float32Array.from({ length: to - from }, (_, i) => (here && isShown(from + i) ? (here.classes[from + i] ?? 0) : here ? 0 : NaN));
  }

  /** The class of a character; null where it is no error. */
  classAt(position: number): string | null {
    const place = this.here?.classes[position] ?? 0;
    return this.ledger?.classes[place - 1]?.name ?? null;
  }

  /** How many errors of each class are among [from, to), the most first. */
  counts(from: number, to: number): readonly (readonly [string, number])[] {
    const { here, chosen } = this;
    if (!here) return [];
    const counts = here.ledger.classes.map(({ name }, i): readonly [string, number] => [
      name, chosen === 0 || chosen === i + 1 ? here.classes.subarray(from, to).reduce((sum, place) => sum + (place === i + 1 ? 1 : 0), 0) : 0,
    ]);
    return counts.filter(([, count]) => count > 0).sort((a, b) => b[1] - a[1]);
  }

  /** To the next error of the chosen class, or the one before; round at the ends. */
  step(by: 1 | -1): void {
    const classes = this.here?.classes;
    if (!classes || classes.length === 0) return;
    const { position } = this.view.selection;
    const start = position ?? (by > 0 ? this.view.screen.from - 1 : this.view.screen.to);
    for (let i = 1; i <= classes.length; i++) {
      const at = (((start + by * i) % classes.length) + classes.length) % classes.length;
      if (this.chosen === 0 ? classes[at] !== 0 : classes[at] === this.chosen) {
        this.view.hovered = null;
        this.view.set({ position: at });
        return;
      }
    }
  }

  trouble(): Problem | null {
    void this.revision;
    return this.sorted.problem(this.key) ?? null;
  }

  forgive(): void {
    this.sorted.forgive();
  }

  private get key(): string {
    return JSON.stringify(this.view.place);
  }
}
