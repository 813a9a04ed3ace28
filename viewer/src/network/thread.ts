import type { ReadSymbols } from './connectivity';
import type { Answers } from './reader';
import type { Answer, Opening, Question } from './worker';

/** Under this number the thread says that it is there and has its network. */
export const HERE = 0;

/** What of a Worker is needed. */
export interface Thread {
  onmessage: ((event: MessageEvent<Answer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(message: Opening | Question): void;
}

interface Waiting {
  readonly question: Question & { readonly id: number };
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

/** Asks a network in another thread; where no thread can be had, one in this thread takes over. */
export class ThreadAnswers implements Answers {
  private readonly waiting = new Map<number, Waiting>();
  private thread: Thread | null = null;
  private instead: Answers | null = null;
  private last = HERE;
  private begin: () => void = () => {};
  /** Settles when the thread runs, or another takes over. A browser starts a thread only while the page that asked for it does nothing else. */
  readonly started: Promise<void> = new Promise((resolve) => (this.begin = resolve));

  constructor(opening: Opening, start: () => Thread, private readonly otherwise: () => Answers) {
    try {
      const thread = start();
      thread.onmessage = ({ data }) => this.hear(data);
      thread.onerror = (event) => {
        event.preventDefault();
        this.takeOver();
      };
      thread.postMessage(opening);
      this.thread = thread;
    } catch {
      this.takeOver();
    }
  }

  rows(...args: Parameters<Answers['rows']>): Promise<Float32Array> {
    return this.ask('rows', args);
  }

  column(...args: Parameters<Answers['column']>): Promise<Float32Array> {
    return this.ask('column', args);
  }

  statistics(...args: Parameters<Answers['statistics']>): Promise<Float32Array> {
    return this.ask('statistics', args);
  }

  predictions(...args: Parameters<Answers['predictions']>): Promise<Float32Array> {
    return this.ask('predictions', args);
  }

  read(...args: Parameters<Answers['read']>): Promise<number> {
    return this.ask('read', args);
  }

  connectivity(symbols: ReadSymbols, ofLikeliest: boolean, signal?: AbortSignal): Promise<Float32Array> {
    return this.ask('connectivity', [symbols, ofLikeliest], signal);
  }

  private ask<T>(call: keyof Answers, args: readonly unknown[], signal?: AbortSignal): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const id = ++this.last;
      const one: Waiting = { question: { id, call, args }, resolve, reject };
      this.waiting.set(id, one);
      signal?.addEventListener('abort', () => this.drop(id, signal.reason));
      if (this.instead) void this.answer(this.instead, one);
      else this.thread?.postMessage(one.question);
    });
  }

  private drop(id: number, reason: unknown): void {
    this.waiting.get(id)?.reject(reason);
    if (this.waiting.delete(id)) this.thread?.postMessage({ drop: id });
  }

  private hear(answer: Answer): void {
    this.begin();
    const one = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if ('error' in answer) one?.reject(new Error(answer.error));
    else one?.resolve(answer.value as never);
  }

  private takeOver(): void {
    if (this.instead) return;
    this.thread = null;
    this.instead = this.otherwise();
    this.begin();
    for (const one of this.waiting.values()) void this.answer(this.instead, one);
  }

  private async answer(from: Answers, { question, resolve, reject }: Waiting): Promise<void> {
    if ('drop' in question) return;
    try {
      const method = from[question.call] as (...args: readonly unknown[]) => Promise<unknown>;
      resolve((await method.apply(from, [...question.args])) as never);
    } catch (error) {
      reject(error);
    } finally {
      this.waiting.delete(question.id);
    }
  }
}
