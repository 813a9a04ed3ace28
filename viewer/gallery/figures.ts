import { heat, inksOf } from '../src/marks/viridis';
import { classes, oneWay, twoWay } from '../src/marks/colours';
import { lineFigure, overviewFigure, stripsFigure, textFigure, type About, type Letter } from '../src/marks/figures';
import { curveFigure, dotFigure } from '../src/marks/kept';
import type { Figure } from '../src/marks/svg';
import { losses } from './samples';

/** Figures that are kept as files, with made-up data: entries of the gallery, and files that a test compares with. */
export const axes = { character: 'character', value: 'value', unit: 'unit' };
export const about = (name: string): About => ({
  name, title: `layers.1.c unit 3 · <a & "b">, characters 100 to 139`, from: 100, ramp: twoWay('red-blue', 'light'), ends: ['≤ −2', '0', '≥ 2'], low: -2, high: 2,
});
export const wave = (count: number, shift = 0): Float32Array => Float32Array.from({ length: count }, (_, i) => (i === 7 ? NaN : 2.2 * Math.sin(i / 3 + shift)));
const letters: Letter[] = [...'"<a & b>"\u21b5'].map((text, i) => ({
  position: 100 + i, line: i < 5 ? 0 : 1, column: i % 5, cells: 1, text, quiet: text === '\u21b5', code: `U+${text.codePointAt(0)?.toString(16)}`,
}));
export const rows = Float32Array.from({ length: 40 * 3 }, (_, i) => wave(40, i % 3)[Math.floor(i / 3)] ?? NaN);
const viridis = heat('light');

export const figures: Readonly<Record<string, () => Figure>> = {
  line: () => lineFigure(about('line'), wave(40), axes),
  overview: () => overviewFigure({ ...about('overview'), from: 0 }, wave(3000), axes),
  strips: () => stripsFigure({ ...about('strips'), ramp: oneWay('light'), ends: ['0 closed', '0.5', '1 open'] }, rows, [2, 0, 1], () => ({ low: 0, high: 1 }), axes),
  text: () => textFigure(about('text'), letters, wave(letters.length), axes),
  memory: () => textFigure({ ...about('memory'), ramp: viridis, inks: inksOf(viridis), low: 0, ends: ['0', '1', '≥ 2'] }, letters, wave(letters.length), { ...axes, value: 'L2 norm' }),
  errors: () => textFigure(
    { ...about('errors'), ramp: classes(2, 'light'), low: 0, high: 2, classes: ['no error', 'rare <word>', 'the rest'] }, letters, Float32Array.from(letters, (_, i) => i % 3), { ...axes, value: 'Errors' },
  ),
  dots: () => dotFigure(
    'dots', about('dots').title, [{ left: 0.1, right: 0.8, colour: 'run-0', isChosen: true }, { left: 0.5, right: 0.25, colour: 'run-1', isChosen: false }], ['layers.0.f unit 3', 'layers.1.f unit 3'],
    new Map([['run-0', 'layer 0'], ['run-1', 'layer 1']]), { across: 'open, %', up: 'shut, %', unit: 'unit' },
  ),
  curves: () => curveFigure('curves', about('curves').title, losses, ['training, b', 'training, a', 'validation, b', 'validation, <a>']),
};
