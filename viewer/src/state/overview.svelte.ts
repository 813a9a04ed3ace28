import type { Place, TextProperty } from '../source/inquiry';
import { PART_NUMBERS, type Whole } from '../source/whole';
import { Problem } from '../source/source';
import { Newest, waited } from './newest';
import type { View } from './view.svelte';

/** As many parts as a wide screen has pixels for them. */
const PARTS = 1200;
/** Between two looks at how much of a long text has been summed up. */
const AGAIN_MS = 400;
/** Someone who flips through units does not wait for whole texts. */
const RESTING_MS = 250;
const LOSS = 'loss';

interface Part {
  readonly key: string;
  readonly values: Float32Array;
}

/** A picture of the whole text: the chosen unit where it is too long to be here, what each part cost, and where a property holds. */
export class Overview {
  /** [parts]: means of the chosen unit; null while they are not here. */
  private unitParts: Part | null = $state.raw(null);
  private lossParts: Part | null = $state.raw(null);
  private densityParts: Part | null = $state.raw(null);
  private readonly units = new Newest();
  private readonly losses = new Newest();
  private readonly densities = new Newest();

  constructor(
    private readonly view: View,
    private readonly whole: Whole | undefined,
  ) {}

  /** The chosen unit over the whole text: every value of a short one, means of equal parts of a long one. */
  get unit(): Float32Array {
    return this.view.isLong ? this.of(this.unitParts, this.unitKey) : this.view.whole();
  }

  /** Mean losses of equal parts, in nats. */
  get loss(): Float32Array {
    return this.of(this.lossParts, this.lossKey);
  }

  /** Means of a property over equal parts. */
  density(property: string): Float32Array {
    return this.of(this.densityParts, this.densityKey(property));
  }

  /** Asks for what the strip shows. */
  ask(property: TextProperty | null, source: string): void {
    const { whole, view } = this;
    const { place, site, selection } = view;
    if (!whole || !place) return;
    const { unit } = selection;
    if (view.isLong && site) this.units.begin(this.unitKey, RESTING_MS, (signal) => this.read(place, site.name, unit, signal, (values) => (this.unitParts = { key: this.unitKeyOf(place, site.name, unit), values })));
    this.losses.begin(this.lossKey, RESTING_MS, (signal) => this.read(place, LOSS, 0, signal, (values) => (this.lossParts = { key: keyOf(place, LOSS), values })));
    const key = this.densityKey(source);
    if (property) this.densities.begin(key, RESTING_MS, (signal) => this.measure(place, source, key, signal));
  }

  private get unitKey(): string {
    const { place, site, selection } = this.view;
    return place && site ? this.unitKeyOf(place, site.name, selection.unit) : '';
  }

  private get lossKey(): string {
    return this.view.place ? keyOf(this.view.place, LOSS) : '';
  }

  private unitKeyOf(place: Place, site: string, unit: number): string {
    return keyOf(place, site, String(unit));
  }

  private densityKey(property: string): string {
    return this.view.place ? keyOf(this.view.place, 'property', property) : '';
  }

  private of(part: Part | null, key: string): Float32Array {
    return part?.key === key ? part.values : new Float32Array(0);
  }

  /** Again and again until the whole text has been summed up. */
  private async read(place: Place, site: string, unit: number, signal: AbortSignal, take: (means: Float32Array) => void): Promise<void> {
    try {
      for (;;) {
        const answer = await this.whole?.overview(place, site, unit, PARTS, signal);
        if (!answer || signal.aborted) return;
        take(Float32Array.from({ length: (answer.length - 1) / PART_NUMBERS }, (_, part) => answer[PART_NUMBERS * (part + 1)] ?? NaN));
        if ((answer[0] ?? 1) >= 1) return;
        await waited(AGAIN_MS);
      }
    } catch (error) {
      this.tell(error, signal);
    }
  }

  private async measure(place: Place, property: string, key: string, signal: AbortSignal): Promise<void> {
    try {
      const values = await this.whole?.density(place, property, PARTS, signal);
      if (values && !signal.aborted) this.densityParts = { key, values };
    } catch (error) {
      this.tell(error, signal);
    }
  }

  /** Losses need not have been recorded: then there is no strip of them. */
  private tell(error: unknown, signal: AbortSignal): void {
    const problem = Problem.of(error);
    if (!signal.aborted && problem.status !== 404) this.view.problem = problem;
  }
}

function keyOf({ run, text }: Place, ...more: readonly string[]): string {
  return JSON.stringify([run, text, ...more]);
}
