import type { ReadSymbols } from '../network/connectivity';
import type { Answers } from '../network/reader';
import { symbolsOf } from '../network/symbols';
import { words } from '../strings';
import { LONGEST_CONNECTIVITY, SATURATION, TOP, type Manifest, type Published, type RunSummary, type SortedErrors, type Target, type TextInfo } from './contract';
import type { PageData } from './page';
import { Problem, type Source } from './source';

/** The most symbols of a typed text, as the server has it. */
const LONGEST_TYPED = 20_000;
const LONGEST_TITLE = 40;
/** Characters whose rows are asked for at a time: the screen does not wait for whole texts. */
const AT_ONCE = 1024;

/** An exported page: one run, one text, and the network itself, which answers everything else. */
export class EmbeddedSource implements Source {
  private readonly symbolsById = new Map<string, Uint16Array>();
  private typed = 0;
  /** The network reads from one checkpoint to the next: the first colours come after so many symbols. */
  readonly rowsAtOnce: number;
  /** Sorted before the page was written, which has no text to count in. */
  readonly errors?: (run: string, text: string) => Promise<SortedErrors>;

  constructor(
    private readonly page: PageData,
    private readonly network: Answers,
    readonly ready: Promise<void> = Promise.resolve(),
  ) {
    this.symbolsById.set(page.text.id, page.text.symbols);
    this.rowsAtOnce = page.text.every;
    const { errors } = page;
    if (!errors) return;
    this.errors = async (_run, text) => {
      if (text === page.text.id) return errors;
      throw new Problem(words.problems.notSorted, words.problems.notSortedDetail, 409);
    };
  }

  async runs(): Promise<readonly RunSummary[]> {
    return [this.page.summary];
  }

  async manifest(run: string): Promise<Manifest> {
    const { manifest } = this.page;
    if (run !== manifest.name) throw new Problem(words.problems.noRun(run), words.problems.noRunDetail(manifest.name), 404);
    return manifest;
  }

  async symbols(_run: string, text: string, from: number, count: number): Promise<Uint16Array> {
    return (this.symbolsById.get(text) ?? new Uint16Array()).slice(from, from + count);
  }

  rows(_run: string, text: string, site: string, from: number, count: number): Promise<Float32Array> {
    return this.network.rows(text, site, from, count);
  }

  column(_run: string, text: string, site: string, unit: number, from: number, count: number): Promise<Float32Array> {
    return this.network.column(text, site, unit, from, count);
  }

  statistics(_run: string, text: string, site: string): Promise<Float32Array> {
    return this.network.statistics(text, site);
  }

  async saturation(_run: string, text: string, site: string, signal?: AbortSignal): Promise<Float32Array> {
    const width = this.page.manifest.sites.find(({ name }) => name === site)?.width ?? 0;
    const characters = this.symbolsById.get(text)?.length ?? 0;
    const [low, high] = SATURATION.map(Math.fround) as [number, number];
    const shares = new Float32Array(2 * width);
    for (let from = 0; from < characters; from += AT_ONCE) {
      signal?.throwIfAborted();
      const rows = await this.network.rows(text, site, from, AT_ONCE);
      rows.forEach((value, i) => {
        const unit = i % width;
        if (value < low) shares[2 * unit]! += 1 / characters;
        if (value > high) shares[2 * unit + 1]! += 1 / characters;
      });
    }
    return shares;
  }

  predictions(_run: string, text: string, from: number, count: number): Promise<Float32Array> {
    return this.network.predictions(text, from, count, TOP);
  }

  async read(_run: string, text: string): Promise<TextInfo> {
    const symbols = this.symbolsOf(text, LONGEST_TYPED);
    const id = `typed-${++this.typed}`;
    const lossNats = await this.network.read(id, symbols.ids, symbols.targets);
    this.symbolsById.set(id, symbols.ids);
    return { id, title: titleOf(text), characters: symbols.ids.length, unknown: symbols.codes.filter((code) => code === -1).length, lossNats };
  }

  async connectivity(_run: string, text: string, target: Target, signal?: AbortSignal): Promise<Float32Array> {
    return this.network.connectivity(this.symbolsOf(text, LONGEST_CONNECTIVITY), target === 'likeliest', signal);
  }

  async published(): Promise<readonly Published[]> {
    return [];
  }

  async publishedConnectivity(id: string): Promise<Float32Array> {
    throw new Problem(words.problems.noPublished(id), '', 404);
  }

  private symbolsOf(text: string, most: number): ReadSymbols {
    const symbols = symbolsOf(text, this.page.manifest, this.page.filter);
    if (symbols.ids.length === 0) throw new Problem(words.problems.noText, words.problems.noTextDetail(this.page.filter !== null), 400);
    if (symbols.ids.length > most) throw new Problem(words.problems.longText, words.problems.longTextDetail(most, symbols.ids.length), 413);
    return symbols;
  }
}

/** A page whose data were cut short: it says so wherever something is asked. */
export function damagedSource(): Source {
  const problem = async (): Promise<never> => {
    throw new Problem(words.problems.damagedPage, words.problems.damagedPageDetail);
  };
  return {
    runs: problem, manifest: problem, symbols: problem, rows: problem, column: problem, statistics: problem, saturation: problem,
    predictions: problem, read: problem, connectivity: problem, published: async () => [], publishedConnectivity: problem,
  };
}

function titleOf(text: string): string {
  const characters = [...text.trim().replace(/\s+/g, ' ')];
  return characters.length > LONGEST_TITLE ? `${characters.slice(0, LONGEST_TITLE).join('')}…` : characters.join('');
}
