/** Symbols asked for at once. */
const SLICE = 1 << 18;

/** The symbols of one text, arriving from its start on. */
export class Symbols {
  readonly ids: Uint16Array;
  /** How many are here. */
  ready = 0;

  constructor(
    readonly length: number,
    private readonly ask: (from: number, count: number) => Promise<Uint16Array>,
    private readonly arrived: () => void,
  ) {
    this.ids = new Uint16Array(length);
  }

  at(position: number): number | undefined {
    return position < this.ready ? this.ids[position] : undefined;
  }

  /** The first slice: enough to show. */
  async begin(): Promise<void> {
    if (this.ready === 0 && this.length > 0) await this.more();
  }

  /** The rest, one slice after the other. */
  async load(): Promise<void> {
    while (this.ready < this.length) if (!(await this.more())) return;
  }

  private async more(): Promise<boolean> {
    const slice = await this.ask(this.ready, Math.min(SLICE, this.length - this.ready));
    this.ids.set(slice.subarray(0, this.length - this.ready), this.ready);
    this.ready += slice.length;
    this.arrived();
    return slice.length > 0; // a shorter text than promised ends here
  }
}
