import { mix, ramp, sheets, contrast, type Ramp, type Rgb, type Theme } from './colours';

/** Eleven colours of viridis, the scale of Smith and van der Walt: lighter with each step, for every kind of eye. */
const steps: readonly Rgb[] = [
  [68, 1, 84], [72, 36, 117], [65, 68, 135], [53, 95, 141], [42, 120, 142], [33, 145, 140],
  [34, 168, 132], [68, 191, 112], [122, 209, 81], [189, 223, 38], [253, 231, 37],
];

/** The part of it that each theme uses, from nothing to all: away from the colour of the sheet. */
const parts: Readonly<Record<Theme, readonly [number, number]>> = { light: [0.97, 0.32], dark: [0.12, 0.82] };
/** Of the scale: on the way there from the sheet. */
const ARRIVED = 0.4;

/** The part that the article of 2019 used, on any sheet. */
const ARTICLE = [0.29, 2 / 3] as const;

/** Viridis at 0 to 1, mixed between its steps. */
export function viridis(share: number): Rgb {
  const at = Math.min(1, Math.max(0, share)) * (steps.length - 1);
  const below = Math.min(Math.floor(at), steps.length - 2);
  return mix(steps[below] as Rgb, steps[below + 1] as Rgb, at - below);
}

/** How much of a prediction depends on a symbol: none has the colour of the sheet. */
export function heat(theme: Theme): Ramp {
  const [none, all] = parts[theme];
  return ramp((value) => mix(sheets[theme], viridis(none + (all - none) * value), Math.min(1, value / ARRIVED)), 0);
}

/** The same in the colours of the article. */
export function heatOfArticle(): Ramp {
  const [none, all] = ARTICLE;
  return ramp((value) => viridis(none + (all - none) * value), 0);
}

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];

/** Letters of a colour that can be read on another: black or white. */
export function inkOn(colour: Rgb): Rgb {
  return contrast(WHITE, colour) > contrast(BLACK, colour) ? WHITE : BLACK;
}

/** For each step of a scale the letters that can be read on it. */
export function inksOf(ramp: Ramp): readonly string[] {
  return ramp.css.map((_, step) => {
    const at = (channel: number): number => ramp.bytes[3 * step + channel] ?? 0;
    return `rgb(${inkOn([at(0), at(1), at(2)]).join(', ')})`;
  });
}
