import type { Difference, Manifest, Peer, Published, RunSummary, SortedErrors, Target, TextInfo, TrainingInfo, UnitMatch } from './contract';
import type { Inquiry } from './inquiry';
import type { Whole } from './whole';

/** Where readings come from: a server now, data inside the page for an export. Ranges are cut to the text. */
export interface Source {
  /** Settles when answers no longer wait for the page to pause; without it they never do. */
  readonly ready?: Promise<void>;
  /** How many rows are asked for at a time where each of them takes long. */
  readonly rowsAtOnce?: number;
  runs(): Promise<readonly RunSummary[]>;
  manifest(run: string): Promise<Manifest>;
  /** [count] symbol ids. */
  symbols(run: string, text: string, from: number, count: number): Promise<Uint16Array>;
  /** [count x H], all units of a site. */
  rows(run: string, text: string, site: string, from: number, count: number): Promise<Float32Array>;
  /** [count], one unit of a site. */
  column(run: string, text: string, site: string, unit: number, from: number, count: number): Promise<Float32Array>;
  /** [H x 4]: minimum, maximum, mean, standard deviation. */
  statistics(run: string, text: string, site: string): Promise<Float32Array>;
  /** [H x 2]: the shares of the characters at which a gate is left-saturated and right-saturated. */
  saturation(run: string, text: string, site: string, signal?: AbortSignal): Promise<Float32Array>;
  /** [count x (2 TOP + 1)]: id and probability of the likeliest, then the probability of what really came. */
  predictions(run: string, text: string, from: number, count: number): Promise<Float32Array>;
  /** Lets the network read a text. */
  read(run: string, text: string): Promise<TextInfo>;
  /** What each prediction over a text depends on, in the rows of the contract; `signal` ends the asking. */
  connectivity(run: string, text: string, target: Target, signal?: AbortSignal): Promise<Float32Array>;
  /** What was opened beside the runs. */
  published(): Promise<readonly Published[]>;
  publishedConnectivity(id: string): Promise<Float32Array>;
  /** The errors over a text, each in the class of what would have avoided it; missing where nobody can sort them. */
  errors?(run: string, text: string, signal?: AbortSignal): Promise<SortedErrors>;
  /** What only a running program can answer; a page of its own has none. */
  readonly lab?: Lab;
  /** What takes a program with the network at hand. */
  readonly inquiry?: Inquiry;
  /** What keeps a long text where it is. */
  readonly whole?: Whole;
}

/** Questions about trainings and weights that take files and a processor. */
export interface Lab {
  training(run: string): Promise<TrainingInfo>;
  /** [lines x LOG_NUMBERS] from a line of the log on. */
  log(run: string, from: number): Promise<Float64Array>;
  /** [properties x H]: how much each unit of a site goes along with each property, over a stretch; of a run or a snapshot. */
  scores(run: string, text: string, site: string, from: number, count: number, signal?: AbortSignal): Promise<Float32Array>;
  /** [count], as that of a source, for a run or a snapshot. */
  column(run: string, text: string, site: string, unit: number, from: number, count: number, signal?: AbortSignal): Promise<Float32Array>;
  /** All runs over a text of a run, and why some cannot be compared with it. */
  peers(run: string, text: string): Promise<readonly Peer[]>;
  /** A run over its text, less another run or snapshot. */
  difference(run: string, text: string, other: string, signal?: AbortSignal): Promise<Difference>;
  /** The units of another run or snapshot that go along most with a unit of a run over a stretch, best first. */
  matches(run: string, text: string, site: string, unit: number, other: string, from: number, count: number, signal?: AbortSignal): Promise<readonly UnitMatch[]>;
}

/** What went wrong, in the words of the one who found it. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly detail: string;
  readonly status: number;

  constructor(title: string, detail: string, status = 0) {
    super(title);
    this.detail = detail;
    this.status = status;
  }

  static of(error: unknown): Problem {
    if (error instanceof Problem) return error;
    return new Problem(error instanceof Error ? error.message : String(error), '');
  }
}
