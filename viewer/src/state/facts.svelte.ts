import type { Contexts, Counters, Inquiry, Place } from '../source/inquiry';
import { Problem } from '../source/source';
import { claimsOf, type Claim } from './claims';
import { Newest } from './newest';
import type { View } from './view.svelte';

/** While somebody flips through units, nothing is asked. */
const FLIPPING_PAUSE_MS = 150;

/** Units whose facts are kept. */
const MOST_KEPT = 64;

/** What symbols do to a unit, and where it is remarkable. */
export interface UnitFacts {
  readonly counters: Counters;
  readonly contexts: Contexts;
}

/** What is known about the chosen unit: what it counts, where it is highest and lowest, and what a search claimed. */
export class Facts {
  private revision = $state(0);
  private claims: { readonly run: string; readonly claims: readonly Claim[] } | null = $state.raw(null);
  problem: Problem | null = $state.raw(null);

  private readonly kept = new Map<string, UnitFacts>();
  private readonly newest = new Newest();
  private readonly searches = new Newest();

  constructor(
    private readonly view: View,
    private readonly inquiry: Inquiry,
  ) {}

  /** Of the chosen unit; null while they are computed. */
  get unit(): UnitFacts | null {
    void this.revision;
    return this.kept.get(this.key) ?? null;
  }

  /** What the last search of the run says about the chosen unit; null while nobody knows, none where nobody searched. */
  get ofUnit(): readonly Claim[] | null {
    const { run, site, unit } = this.view.selection;
    return this.claims?.run === run ? this.claims.claims.filter((claim) => claim.site === site && claim.unit === unit) : null;
  }

  /** Whether a search was made at all. */
  get wasSearched(): boolean {
    return (this.claims?.claims.length ?? 0) > 0;
  }

  ask(): void {
    const { place, selection } = this.view;
    const { run, tab, site, unit } = selection;
    if (tab === 'unit' || tab === 'hypothesis') this.searches.begin(run, 0, (signal) => this.search(run, signal));
    if (!place || tab !== 'unit' || this.kept.has(this.key)) return;
    const { key } = this;
    this.newest.begin(key, FLIPPING_PAUSE_MS, (signal) => this.find(place, site, unit, key, signal));
  }

  private get key(): string {
    const { site, unit } = this.view.selection;
    return JSON.stringify([this.view.place, site, unit]);
  }

  private async find(place: Place, site: string, unit: number, key: string, signal: AbortSignal): Promise<void> {
    try {
      const counters = await this.inquiry.counters(place, site, unit, signal);
      const contexts = await this.inquiry.contexts(place, site, unit, signal);
      this.kept.set(key, { counters, contexts });
      for (const oldest of this.kept.keys()) {
        if (this.kept.size <= MOST_KEPT) break;
        this.kept.delete(oldest);
      }
      this.problem = null;
      this.revision++;
    } catch (error) {
      if (!signal.aborted) this.problem = Problem.of(error);
    }
  }

  private async search(run: string, signal: AbortSignal): Promise<void> {
    try {
      const claims = claimsOf(await this.inquiry.cells(run));
      if (!signal.aborted) this.claims = { run, claims };
    } catch (error) {
      if (!signal.aborted) this.problem = Problem.of(error);
    }
  }
}
