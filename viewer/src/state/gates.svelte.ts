import type { Site } from '../source/contract';
import type { Problem, Source } from '../source/source';
import { Answers } from './answers';
import type { View } from './view.svelte';

/** A unit that saturates at so many of the characters is on a list: the limit of `rnnscope gates`. */
export const NEARLY = 0.95;

/** One gate in all layers: a plot. */
export interface Gate {
  readonly signal: string;
  readonly label: string;
  readonly keeps: 'open' | 'shut' | null;
  readonly sites: readonly Site[];
}

/** One unit's gate: a dot. */
export interface Dot {
  readonly site: string;
  readonly layer: number;
  readonly unit: number;
  /** Shares of the characters, 0 to 1. */
  readonly left: number;
  readonly right: number;
}

/** How often the gates of the run are open and shut over the text on screen. */
export class Gates {
  private revision = $state(0);
  private readonly shares = new Answers<Float32Array>(() => void this.revision++, 64, 1);

  readonly gates: readonly Gate[] = $derived.by(() => gatesOf(this.view.manifest?.sites ?? []));

  constructor(
    private readonly view: View,
    private readonly source: Source,
  ) {}

  ask(): void {
    const { place } = this.view;
    if (!place || place.run !== this.view.selection.run) return;
    this.shares.want(this.gates.flatMap(({ sites }) => sites).map(({ name }) => ({
      key: keyOf(place.run, place.text, name), load: (signal) => this.source.saturation(place.run, place.text, name, signal),
    })));
  }

  /** The dots of a gate that are here: layer by layer. */
  dots({ sites }: Gate): readonly Dot[] {
    void this.revision;
    const { place } = this.view;
    return sites.flatMap(({ name, layer, width }) => {
      const shares = place && this.shares.get(keyOf(place.run, place.text, name));
      return shares ? Array.from({ length: width }, (_, unit) => ({ site: name, layer, unit, left: shares[2 * unit] ?? NaN, right: shares[2 * unit + 1] ?? NaN })) : [];
    });
  }

  trouble(): Problem | null {
    void this.revision;
    const { place } = this.view;
    const problems = this.gates.flatMap(({ sites }) => sites).map(({ name }) => place && this.shares.problem(keyOf(place.run, place.text, name)));
    return problems.find((problem) => problem) ?? null;
  }

  forgive(): void {
    this.shares.forgive();
  }
}

/** What a unit file calls a gate, and what stays between 0 and 1: docs/gates.md. */
export function gatesOf(sites: readonly Site[]): readonly Gate[] {
  const found = new Map<string, Gate>();
  for (const site of sites) {
    if (site.range !== 'gate' || !/(^|\s)gate$/i.test(site.label ?? '')) continue;
    const known = found.get(site.signal);
    found.set(site.signal, { signal: site.signal, label: site.label ?? '', keeps: site.keeps ?? null, sites: [...(known?.sites ?? []), site] });
  }
  return [...found.values()];
}

/** Dots that are nearly always open, or shut; the most saturated first. */
export function nearly(dots: readonly Dot[], side: 'open' | 'shut'): readonly Dot[] {
  const share = (dot: Dot): number => (side === 'open' ? dot.right : dot.left);
  return dots.filter((dot) => share(dot) >= NEARLY).sort((a, b) => share(b) - share(a) || a.layer - b.layer || a.unit - b.unit);
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}
