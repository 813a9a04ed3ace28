import type { Inquiry } from '../source/inquiry';
import { Problem } from '../source/source';
import { Newest } from './newest';
import { domainOf } from './scale';
import type { View } from './view.svelte';
import { writtenOf, type Written } from './written';

/** Symbols of a sample. */
export const SAMPLE = 600;

/** A slider that moves asks at the pauses, and what it asked before is given up. */
const MOVING_PAUSE_MS = 60;

/** Samples that are kept: the slider may come back. */
const MOST_KEPT = 48;

/** A unit and the value that it is held at. */
export interface Held {
  readonly site: string;
  readonly unit: number;
  readonly value: number;
}

/** What the network writes, free and with units held, from the same prompt and the same random numbers. */
export class Writing {
  private revision = $state(0);
  problem: Problem | null = $state.raw(null);
  /** What was held last; stays until the next is written. */
  private last: string | null = $state(null);
  private lastFree: string | null = $state(null);

  private readonly kept = new Map<string, Written>();
  private readonly frees = new Newest();
  private readonly helds = new Newest();

  constructor(
    private readonly view: View,
    private readonly inquiry: Inquiry,
  ) {}

  /** The ends of the slider of a unit: those of its colours. */
  ends(site: string, unit: number): readonly [number, number] {
    const { manifest, statistics, selection } = this.view;
    const found = manifest?.sites.find(({ name }) => name === site);
    const domain = found && domainOf(found.range, site === selection.site ? statistics : null, unit, 'unit');
    return domain ? [domain.low, domain.high] : [-FREE, FREE];
  }

  /** Where the chosen unit is held. */
  get value(): number {
    const { site, unit, held } = this.view.selection;
    const [low, high] = this.ends(site, unit);
    return held === null ? high : Math.min(Math.max(held, low), high);
  }

  /** What is held: the chosen unit, and what was added. */
  get all(): readonly Held[] {
    const { site, unit } = this.view.selection;
    return [{ site, unit, value: this.value }, ...this.also.filter((one) => one.site !== site || one.unit !== unit)];
  }

  get also(): readonly Held[] {
    return holdsOf(this.view.selection.also);
  }

  /** Null until the first is here. */
  get free(): Written | null {
    void this.revision;
    return (this.lastFree !== null && this.kept.get(this.lastFree)) || null;
  }

  get held(): Written | null {
    void this.revision;
    return (this.last !== null && this.kept.get(this.last)) || null;
  }

  /** Whether what is shown is what is asked for. */
  get isCurrent(): boolean {
    return this.last === this.keyOf(formatHolds(this.all)) && this.lastFree === this.keyOf('');
  }

  /** Keeps the chosen unit held when another one is chosen. */
  keep(): void {
    this.view.set({ also: formatHolds(this.all.slice(0, MOST_HELD)) });
  }

  drop(held: Held): void {
    this.view.set({ also: formatHolds(this.also.filter((one) => one.site !== held.site || one.unit !== held.unit)) });
  }

  move(held: Held, value: number): void {
    const { site, unit } = this.view.selection;
    if (held.site === site && held.unit === unit) this.view.set({ held: rounded(value) });
    else this.view.set({ also: formatHolds(this.also.map((one) => (one.site === held.site && one.unit === held.unit ? { ...one, value } : one))) });
  }

  ask(): void {
    const { view } = this;
    if (!view.canSample || (view.site?.range === 'free' && !view.statistics)) return;
    this.want(this.frees, '', (key) => (this.lastFree = key));
    this.want(this.helds, formatHolds(this.all), (key) => (this.last = key));
  }

  again(): void {
    this.problem = null;
    this.frees.drop();
    this.helds.drop();
    this.ask();
  }

  private want(newest: Newest, holds: string, show: (key: string) => void): void {
    const key = this.keyOf(holds);
    const known = this.kept.has(key);
    newest.begin(key, known ? 0 : MOVING_PAUSE_MS, async (signal) => {
      if (known) return show(key);
      const { run, prompt, seed, temperature, hypothesis } = this.view.selection;
      try {
        const values = await this.inquiry.write(run, { prompt, count: SAMPLE, seed, temperature: temperature / 100, holds, property: hypothesis.trim() }, signal);
        this.kept.set(key, writtenOf(values));
        for (const oldest of this.kept.keys()) {
          if (this.kept.size <= MOST_KEPT) break;
          this.kept.delete(oldest);
        }
        this.problem = null;
        show(key);
        this.revision++;
      } catch (error) {
        if (!signal.aborted) this.problem = Problem.of(error);
      }
    });
  }

  private keyOf(holds: string): string {
    const { run, prompt, seed, temperature, hypothesis } = this.view.selection;
    return JSON.stringify([run, prompt, seed, temperature, hypothesis.trim(), holds]);
  }
}

/** Where the slider of a unit ends whose values nobody has measured. */
const FREE = 3;

/** The most units that are held besides the chosen one. */
const MOST_HELD = 7;

/** Holds as a link has them, `layers.1.c:43=1.5`. */
export function holdsOf(text: string): readonly Held[] {
  return text.split(',').flatMap((part) => {
    const [, site, unit, value] = /^(.+):(\d{1,6})=(-?\d{1,9}(?:\.\d{1,9})?)$/.exec(part) ?? [];
    return site === undefined ? [] : [{ site, unit: Number(unit), value: Number(value) }];
  });
}

export function formatHolds(holds: readonly Held[]): string {
  return holds.map(({ site, unit, value }) => `${site}:${unit}=${rounded(value)}`).join(',');
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
