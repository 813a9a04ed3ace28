import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import type { Manifest } from '../src/source/contract';
import { madeUpConnectivity, published, publishedRows } from './connectivity';
import { column, EQUATIONS, features, LAYERS, Pairs, SIGNALS, UNITS, type Read } from './network';
import { makeText, seeded } from './text';
import { classesOf, ledger } from './errors';
import { training, trainingLog } from './training';

/**
 * Answers docs/contract.md with made-up data under `npm run dev`, and is no part of the build. RNNSCOPE_MOCK says
 * what to pretend: `empty` (no runs), `broken` (every text fails), `bytes`, `slow`, or a number of characters.
 */
export function mock(): Plugin {
  return {
    name: 'rnnscope-mock',
    apply: 'serve',
    configureServer(server) {
      const pretend = process.env['RNNSCOPE_MOCK'] ?? '';
      let world: World | undefined;
      server.middlewares.use('/api', (request, response) => {
        world ??= new World(pretend);
        const made = world;
        setTimeout(() => void made.answer(request, response).catch((error: unknown) => problem(response, 500, 'The mock cannot do this', String(error))), pretend === 'slow' ? 600 : 2);
      });
    },
  };
}

class World {
  private readonly vocabulary: number[];
  private readonly texts = new Map<string, Read>();
  private readonly pairs: Pairs;
  private readonly manifest: Manifest;

  constructor(private readonly pretend: string) {
    const text = makeText(Number(pretend) || 100_000, seeded(1));
    const bytes = pretend === 'bytes';
    const values = (piece: string): number[] => (bytes ? [...Buffer.from(piece)] : [...piece].map((s) => s.codePointAt(0) as number));
    this.vocabulary = [...[...new Set(values(text))].sort((a, b) => a - b), ...(bytes ? [] : [-1])];
    const ids = this.add('test', text, values);
    this.pairs = new Pairs(ids, this.vocabulary.length);
    const lossNats = Math.round(this.pairs.loss(ids.subarray(0, 20_000)) * 1000) / 1000;
    this.add('opening', text.slice(0, 3000), values);
    this.manifest = {
      contract: 1,
      name: 'demo',
      unit: { name: 'lstm', source: '# Long short-term memory\n', equations: EQUATIONS.map(([text, label]) => ({ text, label, names: namesIn(text) })) },
      layers: LAYERS,
      units: UNITS,
      parameters: 208_000,
      symbols: bytes ? 'bytes' : 'characters',
      vocabulary: this.vocabulary,
      words: null,
      sites: Array.from({ length: LAYERS }, (_, layer) =>
        SIGNALS.map(({ signal, label, range }) => ({ name: `layers.${layer}.${signal}`, layer, signal, label, width: UNITS, range })),
      ).flat(),
      training: { corpus: 'made-up.c', epochs: 50, trainLossNats: 1.02, validationLossNats: 1.11, testLossNats: lossNats, charactersPerSecond: 250_000 },
      texts: [
        { id: 'test', title: 'test part', characters: ids.length, unknown: 0, lossNats },
        { id: 'opening', title: 'opening', characters: 3000, unknown: 0, lossNats: 1.3 },
      ],
      findings: [
        { property: 'inside a string', site: 'layers.1.c', unit: 29, score: 0.97, measure: 'area under the curve (high where it holds), on text it was not picked on',
          evidence: { isHigh: true, low: 0.95, high: 0.98, chance: 0.6, corrected: 0.0012, twin: 0.71, learned: true } },
        { property: 'inside a comment', site: 'layers.0.c', unit: 1, score: 0.77, measure: 'correlation, on text it was not picked on', evidence: null },
        { property: 'place in the line', site: 'layers.1.c', unit: 19, score: 0.74, measure: 'correlation, on text it was not picked on', evidence: null },
        { property: 'depth of braces', site: 'layers.1.h', unit: 32, score: 0.66, measure: 'correlation, on text it was not picked on', evidence: null },
      ],
    };
    this.values = values;
  }

  private readonly values: (text: string) => number[];

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://mock');
    const [, , , , id = '', what = ''] = url.pathname.split('/').map(decodeURIComponent);
    if (url.pathname === '/connectivity') return json(response, [published]);
    if (url.pathname === `/connectivity/${published.id}`) return binary(response, publishedRows());
    const number = (name: string, otherwise: number): number => Number(url.searchParams.get(name) ?? otherwise);
    if (url.pathname === '/runs') {
      const { name, layers, units } = this.manifest;
      const run = { name, unit: 'lstm', layers, units, testLossNats: this.manifest.training?.testLossNats };
      return json(response, this.pretend === 'empty' ? [] : [run, { ...run, name: 'demo-two' }]);
    }
    if (!url.pathname.startsWith('/runs/demo')) return problem(response, 404, 'There is no such run', 'Expected demo; start the server with the run you want.');
    if (/^\/runs\/[^/]+$/.test(url.pathname)) return json(response, this.manifest);
    if (url.pathname.endsWith('/training')) return json(response, training);
    if (url.pathname.endsWith('/training/log')) return binary(response, trainingLog(number('from', 0)));
    if (url.pathname.endsWith('/connectivity')) return this.connect(response, await bodyOf(request), url.pathname.includes('two') ? 4 : 14);
    if (request.method === 'POST' && url.pathname.endsWith('/texts')) return this.read(response, await bodyOf(request));
    const read = this.texts.get(id);
    if (!read) return problem(response, 404, `There is no text "${id}"`, `Expected one of ${[...this.texts.keys()].join(', ')}.`);
    if (this.pretend === 'broken') return problem(response, 409, 'The trace is cut short', 'Expected 51,200,000 bytes, found 1,024. Record it again: rnnscope trace runs/demo');
    const from = Math.min(number('from', 0), read.ids.length);
    const count = Math.max(0, Math.min(number('count', 0), read.ids.length - from));
    const [, layer = '0', signal = 'h'] = (url.searchParams.get('site') ?? '').split('.');
    const of = (unit: number): Float32Array => column(read, Number(layer), signal, unit);
    if (what === 'symbols') return binary(response, read.ids.slice(from, from + count));
    if (what === 'column') return binary(response, of(number('unit', 0)).slice(from, from + count));
    if (what === 'predictions') return binary(response, this.pairs.predictions(read.ids, from, count, number('top', 5)));
    if (what === 'statistics') return binary(response, Float32Array.from(range(UNITS).flatMap((unit) => statistics(of(unit)))));
    if (what === 'saturation') return binary(response, Float32Array.from(range(UNITS).flatMap((unit) => saturation(of(unit)))));
    if (what === 'errors') return json(response, ledger);
    if (what === 'error-classes') return binary(response, classesOf(this.pairs, read.ids));
    if (what !== 'rows') return problem(response, 404, 'Nothing is here', url.pathname);
    const columns = range(UNITS).map(of);
    binary(response, Float32Array.from({ length: count * UNITS }, (_, i) => columns[i % UNITS]?.[from + Math.floor(i / UNITS)] ?? NaN));
  }

  private connect(response: ServerResponse, body: string, reach: number): void {
    const { text } = JSON.parse(body) as { text: string };
    const places = new Map(this.vocabulary.map((value, place) => [value, place]));
    const ids = this.values(text).map((value) => places.get(value) ?? this.vocabulary.length - 1);
    const guesses = this.pairs.predictions(Uint16Array.from(ids), 0, ids.length, 3);
    const read = [...text].flatMap((one, at) => this.values(one).map((value) => [places.has(value) ? value : -1, at] as const));
    binary(response, madeUpConnectivity(read, ids, reach, (position) => guesses.subarray(7 * position, 7 * position + 7)));
  }

  private read(response: ServerResponse, body: string): void {
    const { text } = JSON.parse(body) as { text: string };
    if (text.length > 50_000) return problem(response, 413, 'The text is too long', `Expected at most 50,000 characters, found ${text.length}.`);
    const id = `typed-${this.texts.size}`;
    const ids = this.add(id, text, this.values);
    const unknown = ids.filter((symbol) => this.vocabulary[symbol] === -1).length;
    json(response, { id, title: 'typed text', characters: ids.length, unknown, lossNats: this.pairs.loss(ids) });
  }

  private add(id: string, text: string, values: (text: string) => number[]): Uint16Array {
    const places = new Map(this.vocabulary.map((value, place) => [value, place]));
    const unknown = places.get(-1) ?? 0;
    const ids = Uint16Array.from(values(text), (value) => places.get(value) ?? unknown);
    const found = features(text).map((feature) => Float32Array.from({ length: ids.length }, (_, i) => feature[i] ?? 0));
    this.texts.set(id, { ids, features: found, columns: new Map() });
    return ids;
  }
}

function namesIn(text: string): { start: number; length: number; signal: string }[] {
  return [...text.matchAll(/\b([ifogchx])\b'?/g)].map((match) => ({ start: match.index, length: match[0].length, signal: match[1] as string }));
}

function statistics(values: Float32Array): number[] {
  let low = Infinity, high = -Infinity, sum = 0, squares = 0;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
    sum += value;
    squares += value * value;
  }
  const mean = sum / values.length;
  return [low, high, mean, Math.sqrt(Math.max(0, squares / values.length - mean * mean))];
}

function saturation(values: Float32Array): number[] {
  return [values.filter((value) => value < 0.1).length / values.length, values.filter((value) => value > 0.9).length / values.length];
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function json(response: ServerResponse, value: unknown): void {
  response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
}

function binary(response: ServerResponse, values: Float32Array | Float64Array | Uint16Array): void {
  response.setHeader('content-type', 'application/octet-stream').end(Buffer.from(values.buffer, values.byteOffset, values.byteLength));
}

function problem(response: ServerResponse, status: number, title: string, detail: string): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/problem+json').end(JSON.stringify({ title, detail, status }));
}
