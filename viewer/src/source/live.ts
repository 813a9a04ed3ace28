import { TOP, type Difference, type ErrorLedger, type Manifest, type Peer, type Published, type RunSummary, type SortedErrors, type Target, type TextInfo, type TrainingInfo, type UnitMatch } from './contract';
import { LiveInquiry } from './asking';
import { Problem, type Lab, type Source } from './source';
import type { Whole } from './whole';
import type { Place } from './inquiry';
import { words } from '../strings';

/** A running `rnnscope view`, asked over HTTP. */
export class LiveSource implements Source, Lab, Whole {
  readonly lab: Lab = this;
  readonly whole: Whole = this;
  readonly inquiry = new LiveInquiry({ json: (path, init) => this.json(path, init), floats: (path, init) => this.floats(path, init) });

  constructor(
    private readonly base: string,
    private readonly request: typeof fetch,
  ) {}

  runs(): Promise<readonly RunSummary[]> {
    return this.json('runs');
  }

  manifest(run: string): Promise<Manifest> {
    return this.json(`runs/${encodeURIComponent(run)}`);
  }

  async symbols(run: string, text: string, from: number, count: number): Promise<Uint16Array> {
    return new Uint16Array(await this.binary(of(run, text, 'symbols', { from, count }), 2));
  }

  rows(run: string, text: string, site: string, from: number, count: number): Promise<Float32Array> {
    return this.floats(of(run, text, 'rows', { site, from, count }));
  }

  column(run: string, text: string, site: string, unit: number, from: number, count: number, signal?: AbortSignal): Promise<Float32Array> {
    return this.floats(of(run, text, 'column', { site, unit, from, count }), { signal: signal ?? null });
  }

  statistics(run: string, text: string, site: string): Promise<Float32Array> {
    return this.floats(of(run, text, 'statistics', { site }));
  }

  saturation(run: string, text: string, site: string, signal?: AbortSignal): Promise<Float32Array> {
    return this.floats(of(run, text, 'saturation', { site }), { signal: signal ?? null });
  }

  predictions(run: string, text: string, from: number, count: number): Promise<Float32Array> {
    return this.floats(of(run, text, 'predictions', { from, count, top: TOP }));
  }

  read(run: string, text: string): Promise<TextInfo> {
    return this.json(`runs/${encodeURIComponent(run)}/texts`, posted({ text }));
  }

  connectivity(run: string, text: string, target: Target, signal?: AbortSignal): Promise<Float32Array> {
    return this.floats(`runs/${encodeURIComponent(run)}/connectivity`, { ...posted({ text, target }), signal: signal ?? null });
  }

  published(): Promise<readonly Published[]> {
    return this.json('connectivity');
  }

  publishedConnectivity(id: string): Promise<Float32Array> {
    return this.floats(`connectivity/${encodeURIComponent(id)}`);
  }

  training(run: string): Promise<TrainingInfo> {
    return this.json(`runs/${encodeURIComponent(run)}/training`);
  }

  async log(run: string, from: number): Promise<Float64Array> {
    return new Float64Array(await this.binary(`runs/${encodeURIComponent(run)}/training/log?from=${from}`, 8));
  }

  scores(run: string, text: string, site: string, from: number, count: number, signal?: AbortSignal): Promise<Float32Array> {
    return this.floats(of(run, text, 'scores', { site, from, count }), { signal: signal ?? null });
  }

  async errors(run: string, text: string, signal: AbortSignal | null = null): Promise<SortedErrors> {
    const ledger = await this.json<ErrorLedger>(of(run, text, 'errors', {}), { signal });
    return { ledger, classes: new Uint16Array(await this.binary(of(run, text, 'error-classes', {}), 2, { signal })) };
  }

  peers(run: string, text: string): Promise<readonly Peer[]> {
    return this.json(of(run, text, 'peers', {}));
  }

  difference(run: string, text: string, other: string, signal?: AbortSignal): Promise<Difference> {
    return this.json(of(run, text, 'difference', { with: other }), { signal: signal ?? null });
  }

  matches(run: string, text: string, site: string, unit: number, other: string, from: number, count: number, signal?: AbortSignal): Promise<readonly UnitMatch[]> {
    return this.json(of(run, text, 'matches', { site, unit, with: other, from, count }), { signal: signal ?? null });
  }

  overview({ run, text }: Place, site: string, unit: number, parts: number, signal: AbortSignal): Promise<Float32Array> {
    return this.floats(of(run, text, 'overview', { site, unit, parts }), { signal });
  }

  density({ run, text }: Place, property: string, parts: number, signal: AbortSignal): Promise<Float32Array> {
    return this.floats(of(run, text, 'density', { property, parts }), { signal });
  }

  async search({ run, text }: Place, query: string, isRegex: boolean, from: number, most: number, signal: AbortSignal): Promise<Int32Array> {
    return new Int32Array(await this.binary(of(run, text, 'search', { q: query, regex: isRegex ? 'on' : 'off', from, most }), 4, { signal }));
  }

  private async json<T>(path: string, init?: RequestInit): Promise<T> {
    const response = await this.ask(path, init);
    try {
      return (await response.json()) as T;
    } catch {
      throw new Problem(words.problems.notJson, words.problems.notJsonDetail(path), response.status);
    }
  }

  private async floats(path: string, init?: RequestInit): Promise<Float32Array> {
    return new Float32Array(await this.binary(path, 4, init));
  }

  private async binary(path: string, size: number, init?: RequestInit): Promise<ArrayBuffer> {
    const buffer = await (await this.ask(path, init)).arrayBuffer();
    if (buffer.byteLength % size !== 0)
      throw new Problem(words.problems.cutShort, words.problems.cutShortDetail(path, size, buffer.byteLength));
    return buffer; // little-endian, as is every machine that a browser runs on
  }

  private async ask(path: string, init?: RequestInit): Promise<Response> {
    let response: Response;
    try {
      response = await this.request(`${this.base}/${path}`, init);
    } catch (error) {
      if (init?.signal?.aborted) throw error;
      throw new Problem(words.problems.noAnswer, words.problems.noAnswerDetail);
    }
    if (!response.ok) throw await problemOf(response, path);
    return response;
  }
}

function posted(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function of(run: string, text: string, what: string, query: Record<string, string | number>): string {
  const search = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]));
  return `runs/${encodeURIComponent(run)}/texts/${encodeURIComponent(text)}/${what}?${search}`;
}

async function problemOf(response: Response, path: string): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  const { title, detail } = (body ?? {}) as { title?: unknown; detail?: unknown };
  return new Problem(
    typeof title === 'string' ? title : words.problems.status(response.status, path),
    typeof detail === 'string' ? detail : '',
    response.status,
  );
}
