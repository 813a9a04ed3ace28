import type { NetworkData, TextData } from '../network/data';
import type { Filter } from '../network/symbols';
import type { Manifest, RunSummary, SortedErrors } from './contract';

/** Where an exported page keeps its data. */
const ELEMENT = 'rnnscope-page';
const FORMAT = 'rnnscope-page-1';

/** What an exported page holds; docs/export.md describes it. */
export interface PageData {
  readonly summary: RunSummary;
  readonly manifest: Manifest;
  readonly network: NetworkData;
  readonly filter: Filter;
  readonly text: TextData;
  /** What the network got wrong in the text; null where nobody could tell. */
  readonly errors: SortedErrors | null;
}

/** Whether this page was exported: then nothing is asked of a server. */
export function isExported(page: Document): boolean {
  return page.getElementById(ELEMENT) !== null;
}

/** The data inside a page; null where they were cut short or are something else. */
export function pageData(page: Document): PageData | null {
  try {
    return decoded(JSON.parse(page.getElementById(ELEMENT)?.textContent ?? ''));
  } catch {
    return null;
  }
}

/** As it was written: all arrays of numbers in base64. */
type Written = Omit<PageData, 'network' | 'text' | 'errors'> & {
  readonly format: string;
  readonly network: Omit<NetworkData, 'weights'> & { readonly weights: string };
  readonly text: { readonly [K in keyof TextData]: TextData[K] extends number ? number : string };
  readonly errors: (Omit<SortedErrors, 'classes'> & { readonly classes: string }) | null;
};

export function decoded(json: unknown): PageData | null {
  const { format, summary, manifest, network, filter, text, errors } = json as Written;
  if (format !== FORMAT) return null;
  return {
    summary,
    manifest,
    network: { ...network, weights: new Float32Array(bytes(network.weights)) },
    filter,
    text: {
      id: text.id,
      every: text.every,
      symbols: new Uint16Array(bytes(text.symbols)),
      checkpoints: new Float32Array(bytes(text.checkpoints)),
      statistics: new Float32Array(bytes(text.statistics)),
    },
    errors: errors && { ...errors, classes: new Uint16Array(bytes(errors.classes)) },
  };
}

/** Little-endian, as is every machine that a browser runs on. */
function bytes(base64: string): ArrayBuffer {
  // Newer browsers do it in an instant.
  const { fromBase64 } = Uint8Array as { fromBase64?(text: string): Uint8Array<ArrayBuffer> };
  if (fromBase64) return fromBase64(base64).buffer;
  const text = atob(base64);
  const values = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) values[i] = text.charCodeAt(i);
  return values.buffer;
}
