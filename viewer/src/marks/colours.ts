/** Colours of values. Everything is mixed in OKLab, where equal steps look equal. */
export type Theme = 'light' | 'dark';
export type Rgb = readonly [number, number, number];

/** Steps of a scale: an odd number, so that zero has a colour of its own. */
const STEPS = 513;

/** A scale made ready: one colour per step from its low end to its high end. */
export interface Ramp {
  readonly css: readonly string[];
  /** Red, green, blue, one byte each. */
  readonly bytes: Uint8ClampedArray;
}

/** What a scale is made of: from -1 to 1 for both ways, from 0 to 1 for one way. */
export type Mix = (value: number) => Rgb;

/** The sheet the text lies on, which is also the colour of zero. */
export const sheets: Readonly<Record<Theme, Rgb>> = { light: [255, 255, 255], dark: [28, 29, 32] };
/** The colour of the text on it. */
export const inks: Readonly<Record<Theme, Rgb>> = { light: [17, 17, 17], dark: [240, 238, 233] };

const ends: Readonly<Record<Theme, Readonly<Record<string, readonly [Rgb, Rgb]>>>> = {
  light: {
    'red-blue': [[67, 141, 201], [226, 96, 78]],
    'orange-blue': [[88, 134, 214], [232, 140, 34]],
  },
  dark: {
    'red-blue': [[30, 101, 160], [172, 52, 42]],
    'orange-blue': [[44, 90, 178], [150, 84, 8]],
  },
};
const gateEnds: Readonly<Record<Theme, Rgb>> = { light: [72, 170, 120], dark: [24, 110, 70] };
const probabilityEnds: Readonly<Record<Theme, Rgb>> = { light: [255, 84, 72], dark: [176, 40, 34] };

/** Both ways from zero. `paper-2015` is that of the 2015 figures: positive blue, negative red. */
export function twoWay(palette: string, theme: Theme): Ramp {
  if (palette === 'paper-2015') return ramp(paper2015(theme), -1);
  const pair = ends[theme][palette];
  if (!pair) throw new Error(`There is no palette "${palette}".`);
  const [low, high] = pair;
  return ramp((value) => mix(sheets[theme], value < 0 ? low : high, Math.abs(value)), -1);
}

/** From nothing to all: gates. */
export function oneWay(theme: Theme): Ramp {
  return ramp((value) => mix(sheets[theme], gateEnds[theme], value), 0);
}

/** White to red by probability, as under the text in the 2015 figures. */
export function probabilities(theme: Theme): Ramp {
  return ramp((value) => mix(sheets[theme], probabilityEnds[theme], value), 0);
}

/** Colours for what has no order, to write on: seven, told apart by most people who see fewer colours. */
export const classColours: Readonly<Record<Theme, readonly Rgb[]>> = {
  light: [[242, 179, 107], [127, 196, 240], [240, 223, 110], [127, 214, 176], [227, 163, 204], [205, 199, 187], [232, 139, 122]],
  dark: [[138, 79, 14], [30, 95, 138], [104, 92, 0], [15, 104, 72], [125, 63, 104], [78, 78, 84], [138, 47, 37]],
};

/** Classes from 1 to `count`, each a colour of its own; 0 is the sheet. */
export function classes(count: number, theme: Theme): Ramp {
  const colours = classColours[theme];
  return ramp((value) => {
    const place = Math.round(value * count);
    return place === 0 ? sheets[theme] : (colours[(place - 1) % colours.length] as Rgb);
  }, 0);
}

/** Which step of a ramp a value falls on; -1 where there is no value. */
export function step(value: number, low: number, high: number): number {
  if (Number.isNaN(value)) return -1;
  const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return Math.round(share * (STEPS - 1));
}

export function colourOf(ramp: Ramp, value: number, low: number, high: number): string | null {
  return ramp.css[step(value, low, high)] ?? null;
}

/** The contrast of the W3C guidelines, 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** A scale from `low` to 1. */
export function ramp(of: Mix, low: number): Ramp {
  const bytes = new Uint8ClampedArray(STEPS * 3);
  const css = Array.from({ length: STEPS }, (_, i) => {
    const rgb = of(low + ((1 - low) * i) / (STEPS - 1)).map(Math.round) as unknown as Rgb;
    bytes.set(rgb, i * 3);
    return `rgb(${rgb.join(', ')})`;
  });
  return { css, bytes };
}

/** v > 0: hsl(200, 60%, L), otherwise hsl(0, 60%, L), with L = 60 + 40 (1 - |v|) percent. */
function paper2015(theme: Theme): Mix {
  return (value) => {
    const hue = value > 0 ? 200 : 0;
    if (theme === 'light') return hsl(hue, 0.6, 0.6 + 0.4 * (1 - Math.abs(value)));
    return mix(sheets.dark, hsl(hue, 0.6, 0.35), Math.abs(value));
  };
}

function hsl(hue: number, saturation: number, lightness: number): Rgb {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (n: number): number => {
    const k = (n + hue / 30) % 12;
    return 255 * (lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  };
  return [channel(0), channel(8), channel(4)];
}

/** A colour between two. */
export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const a = toLab(from);
  const b = toLab(to);
  const at = (i: 0 | 1 | 2): number => a[i] + (b[i] - a[i]) * share;
  return toRgb([at(0), at(1), at(2)]);
}

function toLab(rgb: Rgb): Rgb {
  const [r, g, b] = rgb.map(linear) as unknown as Rgb;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function toRgb([light, a, b]: Rgb): Rgb {
  const l = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (light - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const channels = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return channels.map((x) => 255 * Math.min(1, Math.max(0, x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055))) as unknown as Rgb;
}

function linear(channel: number): number {
  const x = channel / 255;
  return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map(linear) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
