import type { Inquiry, NotesInfo, UnitNote } from '../source/inquiry';
import { Problem } from '../source/source';
import { words } from '../strings';

/** Why notes cannot be written here. */
export type Locked = 'page' | 'server' | 'damaged';

const NONE: NotesInfo = { canWrite: false, problem: null, units: [] };

/** What people called the units of a run, and wrote about them. */
export class Notes {
  private run = '';
  private info: NotesInfo = $state.raw(NONE);
  /** Why the last note was not written. */
  problem: Problem | null = $state.raw(null);
  writing = $state(false);

  private readonly byUnit = $derived(new Map(this.info.units.map((note) => [keyOf(note.site, note.unit), note])));

  constructor(private readonly inquiry: Inquiry | undefined) {}

  /** All of them, by site and unit. */
  get all(): readonly UnitNote[] {
    return this.info.units;
  }

  /** Null where they can be written. */
  get locked(): Locked | null {
    if (!this.inquiry) return 'page';
    if (this.info.problem !== null) return 'damaged';
    return this.info.canWrite ? null : 'server';
  }

  /** What is wrong with the file of notes. */
  get damage(): string {
    return this.info.problem ?? '';
  }

  /** What a run says when it is opened. */
  take(run: string, info: NotesInfo = NONE): void {
    this.run = run;
    this.info = info;
    this.problem = null;
  }

  of(site: string, unit: number): UnitNote | null {
    return this.byUnit.get(keyOf(site, unit)) ?? null;
  }

  /** What a unit is called; empty where nobody named it. */
  name(site: string, unit: number): string {
    return this.of(site, unit)?.name ?? '';
  }

  /** The same in quotation marks. */
  called(site: string, unit: number): string {
    const name = this.name(site, unit);
    return name === '' ? '' : words.notes.quoted(name);
  }

  /** Keeps a note; what it held before stays where that fails. */
  async write(note: UnitNote): Promise<void> {
    const { run, inquiry } = this;
    if (!inquiry || this.locked !== null) return;
    this.problem = null;
    this.writing = true;
    try {
      const info = await inquiry.note(run, note);
      if (this.run === run) this.info = info;
    } catch (error) {
      if (this.run === run) this.problem = Problem.of(error);
    } finally {
      this.writing = false;
    }
  }
}

function keyOf(site: string, unit: number): string {
  return `${site}:${unit}`;
}
