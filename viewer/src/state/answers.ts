import { Problem } from '../source/source';

/** A question by its name, and how it is asked. */
export interface Question<T> {
  readonly key: string;
  readonly load: (signal: AbortSignal) => Promise<T>;
}

/** Asks a few questions at a time, the most urgent first; forgets those that nobody waits for any more, and keeps the latest answers. */
export class Answers<T> {
  private readonly kept = new Map<string, T>();
  private readonly failed = new Map<string, Problem>();
  private readonly underWay = new Map<string, AbortController>();
  private waiting: readonly Question<T>[] = [];

  constructor(
    private readonly arrived: () => void,
    private readonly most: number,
    private readonly lanes = 2,
  ) {}

  get(key: string): T | undefined {
    const answer = this.kept.get(key);
    if (answer === undefined) return undefined;
    this.kept.delete(key);
    this.kept.set(key, answer);
    return answer;
  }

  problem(key: string): Problem | undefined {
    return this.failed.get(key);
  }

  /** What is wanted now, the most urgent first; everything else that is under way is given up. */
  want(questions: readonly Question<T>[]): void {
    const keys = new Set(questions.map(({ key }) => key));
    for (const [key, controller] of this.underWay)
      if (!keys.has(key)) {
        this.underWay.delete(key);
        controller.abort();
      }
    this.waiting = questions;
    this.next();
  }

  /** Lets what failed be asked for again. */
  forgive(): void {
    this.failed.clear();
    this.arrived();
  }

  private next(): void {
    for (const question of this.waiting) {
      if (this.underWay.size >= this.lanes) return;
      const { key } = question;
      if (!this.kept.has(key) && !this.failed.has(key) && !this.underWay.has(key)) void this.ask(question);
    }
  }

  private async ask({ key, load }: Question<T>): Promise<void> {
    const controller = new AbortController();
    this.underWay.set(key, controller);
    try {
      const answer = await load(controller.signal);
      this.kept.set(key, answer);
      for (const oldest of this.kept.keys()) {
        if (this.kept.size <= this.most) break;
        this.kept.delete(oldest);
      }
    } catch (error) {
      if (controller.signal.aborted) return;
      this.failed.set(key, Problem.of(error));
    } finally {
      if (this.underWay.get(key) === controller) this.underWay.delete(key);
    }
    this.arrived();
    this.next();
  }
}
