import type { Place } from './inquiry';

/** Numbers of each part of a text: minimum, maximum, mean. */
export const PART_NUMBERS = 3;

/** Questions about a whole text that is too long to be sent; a page of its own has none of them. */
export interface Whole {
  /** [1 + parts x 3]: the share of the text that has been summed up; then minimum, maximum and mean of a unit over equal parts. */
  overview(place: Place, site: string, unit: number, parts: number, signal: AbortSignal): Promise<Float32Array>;
  /** [parts]: the mean of a property over equal parts; NaN where it does not count. */
  density(place: Place, property: string, parts: number, signal: AbortSignal): Promise<Float32Array>;
  /** Beginnings and lengths of what is found from `from` on, at most `most` of them. */
  search(place: Place, query: string, isRegex: boolean, from: number, most: number, signal: AbortSignal): Promise<Int32Array>;
}
