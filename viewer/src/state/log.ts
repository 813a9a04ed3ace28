import { LOG_NUMBERS } from '../source/contract';

/** One report of a training. */
export interface Report {
  readonly step: number;
  readonly epoch: number;
  /** Nats; NaN where it was not measured, or is none. */
  readonly train: number;
  readonly validation: number;
  readonly norm: number;
  readonly speed: number;
}

/** The lines of a log, of which there are LOG_NUMBERS numbers each. */
export function reportsOf(numbers: Float64Array): Report[] {
  return Array.from({ length: Math.floor(numbers.length / LOG_NUMBERS) }, (_, line) => {
    const at = (column: number): number => numbers[line * LOG_NUMBERS + column] ?? NaN;
    return { step: at(0), epoch: at(1), train: at(2), validation: at(3), norm: at(4), speed: at(5) };
  });
}

/** The report nearest to a step; undefined where there is none. */
export function reportAt(reports: readonly Report[], step: number): Report | undefined {
  return reports.reduce<Report | undefined>(
    (nearest, report) => (nearest && Math.abs(nearest.step - step) <= Math.abs(report.step - step) ? nearest : report),
    undefined,
  );
}

/** The latest validation loss that was known at a step; NaN before the first. */
export function lossAt(reports: readonly Report[], step: number): number {
  return reports.findLast((report) => report.step <= step && !Number.isNaN(report.validation))?.validation ?? NaN;
}
