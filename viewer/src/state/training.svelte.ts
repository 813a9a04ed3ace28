import { snapshotOf, type Property, type TrainingInfo } from '../source/contract';
import { Problem, type Lab } from '../source/source';
import { Answers, type Question } from './answers';
import { reportsOf, type Report } from './log';
import { formatOthers, othersOf } from './selection';
import type { View } from './view.svelte';

/** Symbols of the text that a unit is shown on while it grows. */
export const PASSAGE = 1500;

/** Symbols from the beginning of the text that units are scored on: three blocks of a reading. */
export const SCORED = 6144;

/** How often a training that goes on is looked at. */
const LOOK_MS = 2000;

/** Of runs that nobody chose, so many are drawn. */
const MOST_RUNS = 6;

/** A run's log so far. */
export interface Trained {
  readonly name: string;
  readonly info: TrainingInfo;
  readonly reports: readonly Report[];
}

/** How runs learned, and how one unit of the chosen run came to be what it is. */
export class Training {
  private trained: ReadonlyMap<string, Trained> = $state.raw(new Map());
  problem: Problem | null = $state.raw(null);
  /** Counts arrivals. */
  private revision = $state(0);
  private readonly columns = new Answers<Float32Array>(() => this.revision++, 256);
  private readonly scorings = new Answers<Float32Array>(() => this.revision++, 256, 1);

  /** Runs that are drawn: the chosen one first. */
  readonly names: readonly string[] = $derived.by(() => {
    const { run, others } = this.view.selection;
    const known = (this.view.runs ?? []).map(({ name }) => name);
    const chosen = others === null ? known.slice(0, MOST_RUNS) : othersOf(others).filter((name) => known.includes(name));
    return run === '' ? [] : [run, ...chosen.filter((name) => name !== run)];
  });
  readonly drawn: readonly Trained[] = $derived(this.names.flatMap((name) => this.trained.get(name) ?? []));
  readonly own: Trained | null = $derived.by(() => this.trained.get(this.view.selection.run) ?? null);
  readonly snapshots: readonly number[] = $derived(this.own?.info.snapshots ?? []);
  readonly properties: readonly Property[] = $derived(this.own?.info.properties ?? []);
  /** Index of the snapshot that is shown; -1 without any. */
  readonly at: number = $derived.by(() => {
    const { step } = this.view.selection;
    if (step === null) return this.snapshots.length - 1;
    return this.snapshots.reduce((best, found, i) => (Math.abs(found - step) < Math.abs((this.snapshots[best] ?? 0) - step) ? i : best), 0);
  });
  readonly step: number | null = $derived(this.snapshots[this.at] ?? null);
  /** The part of the text that is shown. */
  readonly from: number = $derived.by(() => Math.min(this.view.selection.from, Math.max(0, (this.view.info?.characters ?? 1) - 1)));
  readonly to: number = $derived.by(() => Math.min(this.from + PASSAGE, this.view.text?.length ?? 0));

  constructor(
    private readonly view: View,
    private readonly lab: Lab | undefined,
  ) {}

  /** Whether somebody is there to answer. */
  get isOpen(): boolean {
    return this.lab !== undefined;
  }

  /** Looks at the logs of the runs that are drawn, again and again while one of them grows; returns how to stop. */
  watch(isHidden: () => boolean): () => void {
    const { names } = this;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const look = async (): Promise<void> => {
      if (!isHidden()) await Promise.all(names.filter((name) => !this.trained.get(name)?.info.isFinished).map((name) => this.look(name)));
      if (!stopped && names.some((name) => !this.trained.get(name)?.info.isFinished)) timer = setTimeout(() => void look(), LOOK_MS);
    };
    void look();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }

  /** Asks for the unit at the chosen snapshot, then at its neighbours, so that sliding does not wait; and for all scores. */
  ask(): void {
    void this.revision;
    const { lab, snapshots, at, view, from, to } = this;
    const { run, site, unit } = view.selection;
    const text = view.place?.text;
    if (!lab || text === undefined || view.place?.run !== run || to <= from || site === '') return;
    const near = snapshots.map((step, i) => ({ step, far: Math.abs(i - at) })).sort((a, b) => a.far - b.far);
    this.columns.want(near.map(({ step }): Question<Float32Array> => ({
      key: this.key(step, unit), load: (signal) => lab.column(snapshotOf(run, step), text, site, unit, from, to - from, signal),
    })));
    const scored = Math.min(SCORED, view.info?.characters ?? 0);
    // The first and the last say most, then those between; a curve grows together.
    this.scorings.want(spread(snapshots).map((step): Question<Float32Array> => ({
      key: this.scoreKey(step), load: (signal) => lab.scores(snapshotOf(run, step), text, site, 0, scored, signal),
    })));
  }

  /** The chosen unit over the shown part of the text at the chosen snapshot; null while it is not here. */
  values(): Float32Array | null {
    void this.revision;
    return this.step === null ? null : (this.columns.get(this.key(this.step, this.view.selection.unit)) ?? null);
  }

  /** Why the values are not here, where that is so. */
  trouble(): Problem | null {
    void this.revision;
    if (this.step === null) return null;
    return this.columns.problem(this.key(this.step, this.view.selection.unit)) ?? this.scorings.problem(this.scoreKey(this.step)) ?? null;
  }

  /** The score of a unit for a property at a snapshot; NaN while it is not here, or where there is none. */
  score(step: number, property: number, unit: number): number {
    void this.revision;
    const width = this.view.site?.width ?? 0;
    return this.scorings.get(this.scoreKey(step))?.[property * width + unit] ?? NaN;
  }

  /** Which property is looked at: the chosen one, else what the unit goes along with most in the end. */
  property(): number {
    const chosen = this.properties.findIndex(({ name }) => name === this.view.selection.property);
    if (chosen >= 0) return chosen;
    const last = this.snapshots.at(-1);
    if (last === undefined) return 0;
    const sizes = this.properties.map((_, i) => Math.abs(this.score(last, i, this.view.selection.unit)) || 0);
    return Math.max(0, sizes.indexOf(Math.max(...sizes)));
  }

  /** The unit of the site with the largest score for a property in the end. */
  best(property: number): { readonly unit: number; readonly score: number } | null {
    const last = this.snapshots.at(-1);
    const width = this.view.site?.width ?? 0;
    if (last === undefined) return null;
    let found: { unit: number; score: number } | null = null;
    for (let unit = 0; unit < width; unit++) {
      const score = this.score(last, property, unit);
      if (Math.abs(score) > Math.abs(found?.score ?? 0)) found = { unit, score };
    }
    return found;
  }

  /** To the snapshot of an index. */
  choose(index: number): void {
    const last = this.snapshots.length - 1;
    const step = this.snapshots[Math.min(Math.max(0, index), last)];
    if (step !== undefined) this.view.set({ step });
  }

  /** To the snapshot nearest to a step. */
  chooseStep(step: number): void {
    if (this.snapshots.length > 0) this.view.set({ step: this.snapshots.reduce((best, found) => (Math.abs(found - step) < Math.abs(best - step) ? found : best)) });
  }

  /** A part of the text on, or back. */
  turn(by: number): void {
    const characters = this.view.info?.characters ?? 0;
    const from = Math.min(Math.max(0, this.view.selection.from + by * PASSAGE), Math.max(0, characters - 1));
    this.view.set({ from, position: null });
  }

  /** Draws a run, or no longer. */
  toggle(name: string): void {
    const others = this.names.filter((drawn) => drawn !== this.view.selection.run);
    this.view.set({ others: formatOthers(others.includes(name) ? others.filter((drawn) => drawn !== name) : [...others, name]) });
  }

  /** Asks again for what failed. */
  forgive(): void {
    this.columns.forgive();
    this.scorings.forgive();
  }

  private key(step: number, unit: number): string {
    const { run, site } = this.view.selection;
    return JSON.stringify([run, this.view.place?.text, site, unit, this.from, this.to, step]);
  }

  private scoreKey(step: number): string {
    const { run, site } = this.view.selection;
    return JSON.stringify([run, this.view.place?.text, site, step]);
  }

  private async look(name: string): Promise<void> {
    const { lab } = this;
    if (!lab) return;
    try {
      const info = await lab.training(name);
      const known = this.trained.get(name)?.reports ?? [];
      // A training that was interrupted goes on from a checkpoint: its log may have become shorter.
      const kept = info.reports < known.length ? [] : known;
      const reports = info.reports > kept.length ? [...kept, ...reportsOf(await lab.log(name, kept.length))] : kept;
      this.trained = new Map(this.trained).set(name, { name, info, reports });
      this.problem = null;
    } catch (error) {
      this.problem = Problem.of(error);
    }
  }
}

/** First, last, middle, quarters and so on. */
function spread(steps: readonly number[]): readonly number[] {
  const order = new Set<number>([steps.length - 1, 0]);
  for (let parts = 2; order.size < steps.length; parts *= 2)
    for (let part = 1; part < parts; part += 2) order.add(Math.round((part * (steps.length - 1)) / parts));
  return [...order].flatMap((index) => steps[index] ?? []);
}
