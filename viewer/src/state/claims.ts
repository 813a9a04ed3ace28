/** A score with its interval; ends are null where the text is too short for one. */
export interface Scored {
  readonly estimate: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** What a search claimed about a unit and a property. */
export interface Claim {
  readonly property: string;
  readonly kind: 'binary' | 'numeric';
  readonly site: string;
  readonly unit: number;
  readonly isHigh: boolean;
  /** Of a binary property the area under the curve, of a numeric one the rank correlation, turned so that larger is better. */
  readonly score: Scored;
  /** What the best of all units reaches by chance. */
  readonly chance: number | null;
  /** The share of false claims among those as far from chance. */
  readonly q: number | null;
  readonly verdict: 'learned' | 'tracks' | 'chance';
  /** The score of the best unit of the network before training; null where it was not asked. */
  readonly twin: number | null;
  /** A small group of units, and its score. */
  readonly group: { readonly units: number; readonly score: Scored } | null;
  /** Units that were searched. */
  readonly searched: number | null;
}

type Fields = Readonly<Record<string, unknown>>;

/** The claims of what `rnnscope cells` keeps; what cannot be understood is left out, for a file may be anybody's. */
export function claimsOf(answer: unknown): readonly Claim[] {
  const search = fields(fields(answer)['search']);
  const searched = number(search['units']);
  return list(search['properties']).map(fields).flatMap((cells) => {
    const group = fields(cells['group']);
    const score = scored(group['score']);
    const shared = {
      property: text(cells['property']),
      kind: cells['kind'] === 'binary' ? ('binary' as const) : ('numeric' as const),
      chance: number(cells['chance']),
      twin: scored(fields(cells['twin'])['score'])?.estimate ?? null,
      group: score && { units: list(group['units']).length, score },
      searched,
    };
    return list(cells['best']).map(fields).flatMap((best): Claim[] => {
      const unit = number(best['unit']);
      const score = scored(best['score']);
      const verdict = (['learned', 'tracks', 'chance'] as const).find((one) => one === best['verdict']);
      if (unit === null || score === null || !verdict) return [];
      return [{ ...shared, site: text(best['site']), unit, isHigh: best['direction'] === 'high', score, q: number(best['q']), verdict }];
    });
  });
}

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function number(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function scored(value: unknown): Scored | null {
  const { estimate, low, high } = fields(value);
  const found = number(estimate);
  return found === null ? null : { estimate: found, low: number(low), high: number(high) };
}
