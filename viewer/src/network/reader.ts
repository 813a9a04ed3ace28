import { connectivity, type ReadSymbols } from './connectivity';
import type { NetworkData, TextData } from './data';
import { NONE } from './data';
import { Network } from './network';
import { Reading } from './reading';
import { likeliest, softmax } from './softmax';
import { Statistics } from './statistics';

/** What a network can be asked; it may live in another thread. */
export interface Answers {
  rows(text: string, site: string, from: number, count: number): Promise<Float32Array>;
  column(text: string, site: string, unit: number, from: number, count: number): Promise<Float32Array>;
  statistics(text: string, site: string): Promise<Float32Array>;
  predictions(text: string, from: number, count: number, top: number): Promise<Float32Array>;
  /** Reads a text; the answer is its mean loss, NaN where nothing was to be predicted. */
  read(text: string, ids: Uint16Array, targets: Uint16Array): Promise<number>;
  connectivity(symbols: ReadSymbols, ofLikeliest: boolean, signal?: AbortSignal): Promise<Float32Array>;
}

/** A block that somebody waits for. */
interface Wanted {
  readonly text: string;
  readonly block: number;
  /** How many blocks the question needs, and when it was asked. */
  readonly needs: number;
  readonly asked: number;
  readonly resolve: (values: Float32Array) => void;
  readonly reject: (error: unknown) => void;
}

/** After so long somebody else may have a question, or the page something to draw. */
const LONGEST_TURN_MS = 12;
/** Texts that were typed and are kept. */
const MOST_TEXTS = 8;
/** Values that are kept: those of the built-in texts of networks of the usual size, several times. */
const BUDGET = 256 << 20;

/**
 * Answers by running the network: over the block of text that a question is about, from the checkpoint before it. Questions that need few
 * blocks go first, so that a whole text does not keep the screen waiting.
 */
export class Reader implements Answers {
  private readonly network: Network;
  private readonly readings = new Map<string, Reading>();
  private readonly typed: string[] = [];
  private readonly sites: readonly string[];
  private readonly given: TextData;
  private readonly kept = new Map<string, Float32Array>();
  private bytes = 0;
  private readonly wanted: Wanted[] = [];
  private working = false;
  private questions = 0;

  /** `turn` gives other work a chance; it is awaited between blocks. */
  constructor(data: NetworkData, text: TextData, targets: Uint16Array, private readonly turn: Turn) {
    this.network = new Network(data);
    this.given = text;
    this.sites = Array.from({ length: data.layers }, (_, layer) => data.graph.signals.map(({ name }) => `layers.${layer}.${name}`)).flat();
    this.readings.set(text.id, new Reading(this.network, text.symbols, targets, text.every, text.checkpoints));
  }

  async rows(text: string, site: string, from: number, count: number): Promise<Float32Array> {
    const { units } = this.network.data;
    const place = this.place(site);
    const rows: Float32Array = new Float32Array(this.within(text, from, count) * units);
    await this.each(text, from, count, (values, at, out) => rows.set(values.subarray(at + place, at + place + units), out * units));
    return rows;
  }

  async column(text: string, site: string, unit: number, from: number, count: number): Promise<Float32Array> {
    const place = this.place(site) + unit;
    const column = new Float32Array(this.within(text, from, count));
    await this.each(text, from, count, (values, at, out) => void (column[out] = values[at + place]!));
    return column;
  }

  async statistics(text: string, site: string): Promise<Float32Array> {
    const { units } = this.network.data;
    const place = this.place(site);
    if (text === this.given.id) return this.given.statistics.slice(place * 4, (place + units) * 4);
    const sums = new Statistics(units);
    await this.each(text, 0, Infinity, (values, at) => sums.add(values.subarray(at + place, at + place + units)));
    return sums.result();
  }

  async predictions(text: string, from: number, count: number, top: number): Promise<Float32Array> {
    const { graph, layers, outputs } = this.network.data;
    const width = 2 * top + 1;
    const rows = new Float32Array(this.within(text, from, count) * width);
    const state = graph.signals.find(({ node }) => node === graph.states[0])?.name ?? '';
    const place = this.place(`layers.${layers - 1}.${state}`);
    const scores = new Float32Array(outputs);
    const { targets } = this.reading(text);
    await this.each(text, from, count, (values, at, out) => {
      this.network.logits(values, at + place, scores);
      softmax(scores);
      likeliest(scores, rows, out * width, top);
      const target = targets[from + out] ?? NONE;
      rows[out * width + 2 * top] = target === NONE ? NaN : scores[target]!;
    });
    return rows;
  }

  async read(text: string, ids: Uint16Array, targets: Uint16Array): Promise<number> {
    const reading = new Reading(this.network, ids, targets);
    let sum = 0;
    let count = 0;
    for (let block = 0; block <= reading.blockOf(ids.length - 1); block++) {
      this.keep(keyOf(text, block), reading.read(block, (nats) => { sum += nats; count++; }));
      await this.turn();
    }
    this.readings.set(text, reading);
    this.typed.push(text);
    while (this.typed.length > MOST_TEXTS) this.readings.delete(this.typed.shift() ?? '');
    return sum / count;
  }

  connectivity(symbols: ReadSymbols, ofLikeliest: boolean, signal?: AbortSignal): Promise<Float32Array> {
    return connectivity(this.network, symbols, ofLikeliest, async () => {
      await this.turn();
      signal?.throwIfAborted();
    });
  }

  private reading(text: string): Reading {
    const reading = this.readings.get(text);
    if (!reading) throw new Error(`The text "${text}" is no longer kept.`);
    return reading;
  }

  /** Where a site begins among the values of a step. */
  private place(site: string): number {
    const index = this.sites.indexOf(site);
    if (index < 0) throw new Error(`There is no site "${site}".`);
    return index * this.network.data.units;
  }

  /** How many of the positions asked for exist. */
  private within(text: string, from: number, count: number): number {
    return Math.max(0, Math.min(count, this.reading(text).length - from));
  }

  /** Visits the positions asked for with the values of their step, which begin at `at`. */
  private async each(text: string, from: number, count: number, visit: (values: Float32Array, at: number, out: number) => void): Promise<void> {
    const reading = this.reading(text);
    const to = from + this.within(text, from, count);
    if (to <= from) return;
    const [first, last] = [reading.blockOf(from), reading.blockOf(to - 1)];
    const asked = ++this.questions;
    for (let block = first; block <= last; block++) {
      const values = await this.block(text, block, last - first + 1, asked);
      const [begin, end] = reading.stretch(block);
      for (let position = Math.max(from, begin); position < Math.min(to, end); position++)
        visit(values, (position - begin) * this.sites.length * this.network.data.units, position - from);
    }
  }

  private block(text: string, block: number, needs: number, asked: number): Promise<Float32Array> {
    return new Promise((resolve, reject) => {
      this.wanted.push({ text, block, needs, asked, resolve, reject });
      if (!this.working) void this.work();
    });
  }

  private async work(): Promise<void> {
    this.working = true;
    let answered = false;
    for (let next = this.next(); next; next = this.next()) {
      const key = keyOf(next.text, next.block);
      const known = this.touch(key);
      try {
        if (!known && answered) {
          // Answers that are ready leave before a block is read, which takes long; meanwhile there may be more urgent questions.
          answered = false;
          this.wanted.push(next);
          await this.turn(true);
          continue;
        }
        next.resolve(known ?? this.keep(key, this.reading(next.text).read(next.block)));
        answered = known !== undefined;
        // Whoever has just been answered asks for the next block before another question's is taken.
        await (known ? Promise.resolve() : this.turn());
      } catch (error) {
        next.reject(error);
      }
    }
    this.working = false;
  }

  /** What somebody who needs little waits for; of equal ones the one who asked first. */
  private next(): Wanted | undefined {
    this.wanted.sort((one, other) => one.needs - other.needs || one.asked - other.asked);
    return this.wanted.shift();
  }

  private touch(key: string): Float32Array | undefined {
    const values = this.kept.get(key);
    if (!values) return undefined;
    this.kept.delete(key);
    this.kept.set(key, values);
    return values;
  }

  /** Keeps values; the least recently used go when there are too many. */
  private keep(key: string, values: Float32Array): Float32Array {
    this.bytes += values.byteLength - (this.kept.get(key)?.byteLength ?? 0);
    this.kept.delete(key);
    this.kept.set(key, values);
    for (const [oldest, dropped] of this.kept) {
      if (this.bytes <= BUDGET || oldest === key) break;
      this.kept.delete(oldest);
      this.bytes -= dropped.byteLength;
    }
    return values;
  }
}

/** Lets others have their turn: where this one has lasted a while, or in any case. */
export type Turn = (always?: boolean) => Promise<void>;

/** `pause` comes back after others had theirs. */
export function turns(pause: (resume: () => void) => void, clock: () => number): Turn {
  let began = clock();
  return async (always = false) => {
    if (!always && clock() - began < LONGEST_TURN_MS) return;
    await new Promise<void>(pause);
    began = clock();
  };
}

function keyOf(text: string, block: number): string {
  return `${block} ${text}`;
}
