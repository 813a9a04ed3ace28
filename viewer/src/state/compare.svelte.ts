import { snapshotOf, type Difference, type Manifest, type Peer, type UnitMatch } from '../source/contract';
import { Problem, type Lab, type Source } from '../source/source';
import { Slices } from '../source/slices';
import { Answers } from './answers';
import { predictionAt, PREDICTION_WIDTH, type Prediction } from './predictions';
import type { Place } from '../source/inquiry';
import { formatOthers, othersOf } from './selection';
import { domainOf, type Domain } from './scale';
import type { View } from './view.svelte';

/** Symbols that units are matched on. */
export const MATCHED = 8192;

/** Differences of losses have one scale for all pairs; larger ones have the colour of its ends. */
const REACH_NATS = 2;

const MEGABYTE = 1 << 20;

/** Two networks over the same text: the chosen run, and another run or weights that a training kept. */
export class Compare {
  private peersOf: { readonly place: Place; readonly peers: readonly Peer[] } | null = $state.raw(null);
  problem: Problem | null = $state.raw(null);
  /** Counts arrivals. */
  private revision = $state(0);
  private asking = $state(false);
  /** The text about which nobody could say; it is not asked about again before somebody says so. */
  private refused: Place | null = $state.raw(null);
  private readonly columns: Slices;
  private readonly rows: Slices;
  private readonly differences = new Answers<Difference>(() => this.revision++, 64, 1);
  private readonly matched = new Answers<readonly UnitMatch[]>(() => this.revision++, 256, 1);

  private readonly manifests = new Answers<Manifest>(() => this.revision++, 16, 1);

  readonly peers: readonly Peer[] | null = $derived.by(() => {
    const { place } = this.view;
    return place && this.peersOf?.place.run === place.run && this.peersOf.place.text === place.text ? this.peersOf.peers : null;
  });
  /** Who is compared with the chosen run; null where there is nobody. */
  readonly other: { readonly name: string; readonly peer: Peer; readonly step: number | null } | null = $derived.by(() => {
    const { run, others } = this.view.selection;
    const possible = (this.peers ?? []).filter(({ text }) => text !== null);
    const named = othersOf(others ?? '').flatMap((name) => {
      const peer = possible.find((one) => name === one.run || one.snapshots.some((step) => name === snapshotOf(one.run, step)));
      return peer && name !== run ? [{ name, peer, step: name === peer.run ? null : Number(name.slice(peer.run.length + 1)) }] : [];
    });
    if (named[0]) return named[0];
    const peer = possible.find((one) => one.run !== run);
    if (peer) return { name: peer.run, peer, step: null };
    // A run alone is compared with what it was before it learned.
    const own = possible.find((one) => one.run === run);
    const first = own?.snapshots[0];
    return own && first !== undefined ? { name: snapshotOf(run, first), peer: own, step: first } : null;
  });
  private readonly theirs: Place | null = $derived.by(() => (this.other?.peer.text ? { run: this.other.name, text: this.other.peer.text } : null));
  /** What goes along with the chosen unit over there, best first; null while it is not known. */
  readonly matches: readonly UnitMatch[] | null = $derived.by(() => {
    void this.revision;
    return this.matched.get(this.matchKey()) ?? null;
  });
  readonly match: UnitMatch | null = $derived.by(() => this.matches?.[Math.min(this.view.selection.match, this.matches.length - 1)] ?? null);

  /** The scale of what colours the text. */
  readonly domain: Domain | null = $derived.by(() => this.revision < 0 ? null :
    this.view.selection.shade === 'difference' ? { low: -REACH_NATS, high: REACH_NATS, kind: 'two-way', from: 'fixed', cut: true } : this.unitDomain(),
  );

  constructor(
    private readonly view: View,
    private readonly source: Source,
  ) {
    const arrived = (): void => void this.revision++;
    const trouble = (problem: Problem): void => void (this.problem = problem);
    this.columns = new Slices(8192, 64 * MEGABYTE, arrived, trouble, 4);
    this.rows = new Slices(256, 32 * MEGABYTE, arrived, trouble, 2);
  }

  get isOpen(): boolean {
    return this.source.lab !== undefined;
  }

  /** Asks who has read the same text. */
  meet(): void {
    const { view } = this;
    const { place } = view;
    const { lab } = this.source;
    if (!lab || !place || place.run !== view.selection.run || this.peers || this.asking || this.refused === place) return;
    this.asking = true;
    void this.askPeers(lab, place).finally(() => (this.asking = false));
  }

  /** Asks for what the screen and the panels beside it show. */
  ask(): void {
    const { view, theirs, match, other } = this;
    const { place, screen, selection, focus } = view;
    const { lab } = this.source;
    // While another run is opened, the place is still the old one, and the unit is already the new one's.
    if (!lab || !place || !theirs || !other || place.run !== selection.run || !view.site) return;
    const want = (group: string, of: Place, site: string, unit: number): void =>
      this.columns.want(group, keyOf(of, site, unit), screen.from, screen.to, (from, count) => this.source.column(of.run, of.text, site, unit, from, count));
    if (screen.to > screen.from) {
      want('own', place, 'loss', 0);
      want('other', theirs, 'loss', 0);
      want('unit', place, selection.site, selection.unit);
      if (match) want('match', theirs, match.site, match.unit);
    }
    const asked = focus === null ? -1 : this.askedAt(focus);
    if (asked >= 0)
      for (const of of [place, theirs])
        this.rows.want(of === place ? 'own' : 'other', keyOf(of), asked, asked + 1, (from, count) => this.source.predictions(of.run, of.text, from, count));
    const from = this.matchedFrom();
    const count = Math.min(MATCHED, view.info?.characters ?? 0);
    this.matched.want([{
      key: this.matchKey(), load: (signal) => lab.matches(place.run, place.text, selection.site, selection.unit, other.name, from, count, signal),
    }]);
    this.manifests.want([{ key: other.peer.run, load: () => this.source.manifest(other.peer.run) }]);
    // The other runs too: they stand beside each other in a list.
    const all = [other.name, ...this.runs().filter((name) => name !== other.name)];
    this.differences.want(all.map((name) => ({ key: keyOf(place, name), load: (signal) => lab.difference(place.run, place.text, name, signal) })));
  }

  /** Runs that can be compared with the chosen one. */
  runs(): readonly string[] {
    return (this.peers ?? []).filter(({ run, text }) => text !== null && run !== this.view.selection.run).map(({ run }) => run);
  }

  /** What colours [from, to) of the text; NaN where nothing has arrived. */
  values(from: number, to: number): Float32Array {
    const { shade, site, unit } = this.view.selection;
    const { place } = this.view;
    if (shade === 'unit') return this.column(place, site, unit, from, to);
    if (shade === 'match') return this.column(this.theirs, this.match?.site ?? '', this.match?.unit ?? 0, from, to);
    const own = this.column(place, 'loss', 0, from, to);
    return this.column(this.theirs, 'loss', 0, from, to).map((loss, i) => (own[i] ?? NaN) - loss);
  }

  /** Nats that a character cost the chosen run, and the other one. */
  losses(position: number): readonly [number, number] {
    const of = (place: Place | null): number => this.column(place, 'loss', 0, position, position + 1)[0] ?? NaN;
    return [of(this.view.place), of(this.theirs)];
  }

  /** What both expected where a character came; null while it is not here, or where nothing announced it. */
  expected(position: number): readonly [Prediction | null, Prediction | null] {
    void this.revision;
    const asked = this.askedAt(position);
    const of = (place: Place | null): Prediction | null =>
      place && asked >= 0 ? predictionAt(this.rows.read(keyOf(place), asked, asked + 1, PREDICTION_WIDTH), 0) : null;
    return [of(this.view.place), of(this.theirs)];
  }

  /** Both units over [from, to), for a line. */
  units(from: number, to: number): readonly [Float32Array, Float32Array] {
    const { site, unit } = this.view.selection;
    return [this.column(this.view.place, site, unit, from, to), this.column(this.theirs, this.match?.site ?? '', this.match?.unit ?? 0, from, to)];
  }

  /** How far the chosen run is from another one; null while that is not known. */
  difference(name: string | undefined = this.other?.name): Difference | null {
    void this.revision;
    return this.view.place && name !== undefined ? (this.differences.get(keyOf(this.view.place, name)) ?? null) : null;
  }

  /** Why some answer is not here. */
  trouble(): Problem | null {
    void this.revision;
    const { place } = this.view;
    if (this.problem) return this.problem;
    return (place && this.other && this.differences.problem(keyOf(place, this.other.name))) ?? this.matched.problem(this.matchKey()) ?? null;
  }

  /** Compares with a run, or with the weights that it had after a step. */
  choose(run: string, step: number | null): void {
    this.view.set({ others: formatOthers([step === null ? run : snapshotOf(run, step)]), match: 0 });
  }

  /** From the unit to its match and back, over the same text. */
  flip(): void {
    this.view.set({ shade: this.view.selection.shade === 'unit' ? 'match' : 'unit' });
  }

  /** The other run becomes the chosen one, with the match as its unit. */
  swap(): void {
    const { other, match, view } = this;
    if (!other || other.step !== null || other.peer.text === null) return;
    const unit = match ? { site: match.site, unit: match.unit } : {};
    view.set({ run: other.name, text: other.peer.text, others: formatOthers([view.selection.run]), match: 0, ...unit });
  }

  /** Asks again for what failed. */
  forgive(): void {
    this.problem = null;
    this.refused = null;
    this.columns.forgive();
    this.rows.forgive();
    this.differences.forgive();
    this.matched.forgive();
  }

  private async askPeers(lab: Lab, place: Place): Promise<void> {
    const { typed } = this.view.selection;
    try {
      // What somebody typed was read by one network only.
      const others = typed === null ? [] : (this.view.runs ?? []).filter(({ name }) => name !== place.run);
      await Promise.allSettled(others.map(({ name }) => this.source.read(name, typed ?? '')));
      this.peersOf = { place, peers: await lab.peers(place.run, place.text) };
      this.problem = null;
    } catch (error) {
      this.problem = Problem.of(error);
      this.refused = place;
    }
  }

  /** Where a network was asked what stands at a position: at the symbol before it, or there for the word. */
  private askedAt(position: number): number {
    return this.view.words ? position : position - 1;
  }

  /** Units are matched around what is read: from a multiple of half a stretch on. */
  private matchedFrom(): number {
    const characters = this.view.info?.characters ?? 0;
    const half = MATCHED / 2;
    const from = Math.floor(this.view.screen.from / half) * half - half / 2;
    return Math.min(Math.max(0, from), Math.max(0, characters - MATCHED));
  }

  private matchKey(): string {
    const { place, selection } = this.view;
    return place && this.other ? keyOf(place, selection.site, selection.unit, this.other.name, this.matchedFrom()) : '';
  }

  private column(place: Place | null, site: string, unit: number, from: number, to: number): Float32Array {
    void this.revision;
    if (!place || site === '') return new Float32Array(Math.max(0, to - from)).fill(NaN);
    return this.columns.read(keyOf(place, site, unit), from, to);
  }

  /** That of the site; over there a free one has no statistics, and what is seen decides. */
  private unitDomain(): Domain | null {
    const { view, match, other } = this;
    if (view.selection.shade === 'unit') return view.domain;
    const range = this.manifests.get(other?.peer.run ?? '')?.sites.find(({ name }) => name === match?.site)?.range;
    if (!match || !range) return null;
    const largest = this.values(view.screen.from, view.screen.to).reduce((most, value) => (Math.abs(value) > most ? Math.abs(value) : most), 0);
    return domainOf(range, null, 0, 'unit') ?? { low: -(largest || 1), high: largest || 1, kind: 'two-way', from: 'unit', cut: false };
  }
}

function keyOf(place: Place, ...parts: readonly (string | number)[]): string {
  return JSON.stringify([place.run, place.text, ...parts]);
}
