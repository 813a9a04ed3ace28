import type { NetworkData, TextData } from './data';
import { Reader, turns, type Answers } from './reader';
import { HERE } from './thread';

/** The first message. */
export interface Opening {
  readonly network: NetworkData;
  readonly text: TextData;
  readonly targets: Uint16Array;
}

/** A question, which is answered under its number, or that the answer to one is not wanted any more. */
export type Question = { readonly id: number; readonly call: keyof Answers; readonly args: readonly unknown[] } | { readonly drop: number };
export type Answer = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: string };

/** The network in a thread of its own, so that the page never waits for it. */
interface Scope {
  onmessage: ((event: MessageEvent<Opening | Question>) => void) | null;
  postMessage(answer: Answer): void;
}

const scope = self as unknown as Scope;
const asked = new Map<number, AbortController>();
let reader: Reader | undefined;

scope.onmessage = ({ data }) => {
  if ('network' in data) {
    // Said first, and only now: what is sent to a thread before it runs waits until the page pauses.
    scope.postMessage({ id: HERE, value: null });
    reader = new Reader(data.network, data.text, data.targets, turns((resume) => void setTimeout(resume), () => performance.now()));
  } else if ('drop' in data) asked.get(data.drop)?.abort();
  else if (reader) void answer(reader, data.id, data.call, data.args);
};

async function answer(from: Reader, id: number, call: keyof Answers, args: readonly unknown[]): Promise<void> {
  const controller = new AbortController();
  asked.set(id, controller);
  try {
    const method = from[call] as (...args: readonly unknown[]) => Promise<unknown>;
    scope.postMessage({ id, value: await method.apply(from, [...args, controller.signal]) });
  } catch (error) {
    scope.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  } finally {
    asked.delete(id);
  }
}
