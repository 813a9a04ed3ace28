/** Does only the newest piece of work of a kind: what was begun for another key is ended. */
export class Newest {
  private key: string | null = null;
  private controller: AbortController | null = null;

  /** Begins work unless this very work was begun last; first waits whether a newer one comes. */
  begin(key: string, pause: number, work: (signal: AbortSignal) => Promise<void>): void {
    if (key === this.key) return;
    this.drop();
    this.key = key;
    const controller = new AbortController();
    this.controller = controller;
    void this.run(controller.signal, pause, work);
  }

  /** Ends what is under way; the same work may then be begun again. */
  drop(): void {
    this.controller?.abort();
    this.key = null;
  }

  private async run(signal: AbortSignal, pause: number, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (pause > 0) await waited(pause);
    if (!signal.aborted) await work(signal);
  }
}

export function waited(milliseconds: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, milliseconds));
}
