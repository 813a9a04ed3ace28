import { seeded } from './text';

/** A pretended network: some units follow a property of the text, the rest wander. */
export const LAYERS = 2;
export const UNITS = 64;
export const SIGNALS = [
  { signal: 'i', label: 'input gate', range: 'gate' },
  { signal: 'f', label: 'forget gate', range: 'gate' },
  { signal: 'o', label: 'output gate', range: 'gate' },
  { signal: 'g', label: 'candidate', range: 'signed' },
  { signal: 'c', label: 'cell state', range: 'free' },
  { signal: 'h', label: 'hidden state', range: 'signed' },
] as const;

export const EQUATIONS = [
  ['i = sigmoid(affine(x, h))', 'input gate'],
  ['f = sigmoid(affine(x, h, bias: 1))', 'forget gate'],
  ['o = sigmoid(affine(x, h))', 'output gate'],
  ['g = tanh(affine(x, h))', 'candidate'],
  ["c' = f * c + i * g", null],
  ["h' = o * tanh(c')", null],
] as const;

export interface Read {
  readonly ids: Uint16Array;
  readonly features: readonly Float32Array[];
  readonly columns: Map<string, Float32Array>;
}

/** Inside a string, inside a comment, place in the line, depth of braces, indentation, words. */
export function features(text: string): Float32Array[] {
  const found = Array.from({ length: 6 }, () => new Float32Array(text.length));
  let quote = 0, comment = 0, place = 0, depth = 0, indent = 0;
  [...text].forEach((symbol, at) => {
    const set = (which: number, value: number): void => void ((found[which] as Float32Array)[at] = value);
    if (symbol === '"' && !comment) quote = 1 - quote;
    if (symbol === '*' && text[at - 1] === '/') comment = 1;
    if (symbol === '/' && text[at - 1] === '*') comment = 0;
    if (symbol === '{') depth++;
    if (symbol === '}') depth = Math.max(0, depth - 1);
    if (symbol === '\n') { place = 0; indent = 0; } else place++;
    if (symbol === '\t') indent++;
    set(0, quote ? 1 : -1);
    set(1, comment ? 1 : -1);
    set(2, Math.min(1, place / 70) * 2 - 1);
    set(3, Math.min(1, depth / 4) * 2 - 1);
    set(4, Math.min(1, indent / 4) * 2 - 1);
    set(5, /\w/.test(symbol) ? 0.6 : -0.6);
  });
  return found;
}

export function column(read: Read, layer: number, signal: string, unit: number): Float32Array {
  const key = `${layer}.${signal}.${unit}`;
  const known = read.columns.get(key);
  if (known) return known;
  const values = compute(read, layer, signal, unit);
  read.columns.set(key, values);
  return values;
}

function compute(read: Read, layer: number, signal: string, unit: number): Float32Array {
  const random = seeded(layer * 1000 + unit * 7 + signal.charCodeAt(0) * 100_003);
  const count = read.ids.length;
  const values = new Float32Array(count);
  if (signal === 'h') {
    const cell = column(read, layer, 'c', unit);
    const gate = column(read, layer, 'o', unit);
    return values.map((_, i) => (gate[i] as number) * Math.tanh(cell[i] as number));
  }
  const follows = (unit * 5 + layer * 3) % 16 < 6 ? (unit + layer) % 6 : -1;
  const feature = read.features[follows];
  const gain = signal === 'c' ? 0.6 + 3 * random() : 1.5;
  const noise = follows < 0 ? 0.5 : 0.15;
  const calm = 0.5 + random() * 0.45;
  const bias = signal === 'f' ? 1.5 : random() - 0.5;
  let drift = 0;
  for (let i = 0; i < count; i++) {
    const letter = Math.sin((read.ids[i] as number) * (unit + 3.7) + layer);
    drift = calm * drift + (1 - calm) * (letter * 2 + (random() - 0.5) * 2);
    const value = gain * ((feature?.[i] ?? 0) * 0.9 + drift * noise * 2) + (follows < 0 ? 0 : 0.05);
    values[i] = squash(signal, value + (signal === 'c' ? 0 : bias));
  }
  return values;
}

function squash(signal: string, value: number): number {
  if (signal === 'c') return value;
  return signal === 'g' ? Math.tanh(value) : 1 / (1 + Math.exp(-2 * value));
}

/** Likeliest next symbols by counting pairs: [count x (2 top + 1)]. */
export class Pairs {
  private readonly counts: Float32Array;

  constructor(ids: Uint16Array, private readonly size: number) {
    this.counts = new Float32Array(size * size).fill(0.02);
    for (let i = 1; i < ids.length; i++) this.counts[(ids[i - 1] as number) * size + (ids[i] as number)]! += 1;
  }

  distribution(id: number): Float32Array {
    const row = this.counts.slice(id * this.size, (id + 1) * this.size);
    const sum = row.reduce((a, b) => a + b, 0);
    return row.map((n) => n / sum);
  }

  predictions(ids: Uint16Array, from: number, count: number, top: number): Float32Array {
    const width = 2 * top + 1;
    const values = new Float32Array(count * width);
    for (let i = 0; i < count; i++) {
      const shares = this.distribution(ids[from + i] as number);
      const best = Array.from(shares.keys()).sort((a, b) => (shares[b] as number) - (shares[a] as number)).slice(0, top);
      best.forEach((id, rank) => values.set([id, shares[id] as number], i * width + 2 * rank));
      const next = ids[from + i + 1];
      values[i * width + 2 * top] = next === undefined ? NaN : (shares[next] as number);
    }
    return values;
  }

  loss(ids: Uint16Array): number {
    let sum = 0;
    for (let i = 1; i < ids.length; i++) sum -= Math.log(this.distribution(ids[i - 1] as number)[ids[i] as number] as number);
    return ids.length > 1 ? sum / (ids.length - 1) : 0;
  }
}
