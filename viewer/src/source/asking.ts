import type { Chance, Contexts, Counters, Inquiry, NotesInfo, Place, Places, Ranking, SpanUnits, TextProperty, UnitNote, Writing } from './inquiry';

/** How many symbols, and how many places of each sort, are shown beside a unit. */
const SYMBOLS = 12;
const CONTEXTS = 4;
const UNITS = 40;
const PLACES = 40;

/** What is sent, and how an answer is read. */
export interface Wire {
  json<T>(path: string, init?: RequestInit): Promise<T>;
  floats(path: string, init?: RequestInit): Promise<Float32Array>;
}

/** Asks a running `rnnscope view` about units. */
export class LiveInquiry implements Inquiry {
  constructor(private readonly wire: Wire) {}

  note(run: string, note: UnitNote): Promise<NotesInfo> {
    return this.wire.json(`runs/${encodeURIComponent(run)}/notes`, sent('PUT', note));
  }

  properties(place: Place): Promise<readonly TextProperty[]> {
    return this.wire.json(of(place, 'properties', {}));
  }

  ranking(place: Place, property: string, signal: AbortSignal): Promise<Ranking> {
    return this.wire.json(of(place, 'ranking', { property, top: UNITS }), { signal });
  }

  chance(place: Place, property: string, signal: AbortSignal): Promise<Chance> {
    return this.wire.json(of(place, 'ranking/chance', { property }), { signal });
  }

  track(place: Place, property: string, from: number, count: number): Promise<Float32Array> {
    return this.wire.floats(of(place, 'track', { property, from, count }));
  }

  spanUnits(place: Place, spans: string, signal: AbortSignal): Promise<SpanUnits> {
    return this.wire.json(of(place, 'span-units', { spans, top: UNITS }), { signal });
  }

  places(place: Place, units: string, signal: AbortSignal): Promise<Places> {
    return this.wire.json(of(place, 'places', { units, top: PLACES }), { signal });
  }

  counters(place: Place, site: string, unit: number, signal: AbortSignal): Promise<Counters> {
    return this.wire.json(of(place, 'counters', { site, unit, top: SYMBOLS }), { signal });
  }

  contexts(place: Place, site: string, unit: number, signal: AbortSignal): Promise<Contexts> {
    return this.wire.json(of(place, 'contexts', { site, unit, top: CONTEXTS, before: 20, after: 9 }), { signal });
  }

  cells(run: string): Promise<unknown> {
    return this.wire.json(`runs/${encodeURIComponent(run)}/cells`);
  }

  write(run: string, writing: Writing, signal: AbortSignal): Promise<Float32Array> {
    return this.wire.floats(`runs/${encodeURIComponent(run)}/writing`, { ...sent('POST', writing), signal });
  }
}

function sent(method: string, body: unknown): RequestInit {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function of({ run, text }: Place, what: string, query: Record<string, string | number>): string {
  const search = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]));
  return `runs/${encodeURIComponent(run)}/texts/${encodeURIComponent(text)}/${what}?${search}`;
}
