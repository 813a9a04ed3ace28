import { classes, oneWay, probabilities, twoWay, type Ramp, type Theme } from '../marks/colours';
import { heat, heatOfArticle, inksOf } from '../marks/viridis';
import type { HeatColours } from '../state/selection';

const KEY = 'rnnscope.theme';

/** A scale to write on, and the letters for each of its steps. */
export interface Inked {
  readonly ramp: Ramp;
  readonly inks: readonly string[];
}

/** How the page looks here: not part of a link, for a link goes to someone else's room. */
export class Look {
  theme: Theme = $state('light');
  private readonly made = new Map<string, Ramp>();
  private readonly inked = new Map<string, Inked>();

  constructor(private readonly page: Window) {
    const dark = page.matchMedia('(prefers-color-scheme: dark)');
    const chosen = this.remembered();
    this.show(chosen ?? (dark.matches ? 'dark' : 'light'));
    dark.addEventListener('change', () => {
      if (!this.remembered()) this.show(dark.matches ? 'dark' : 'light');
    });
  }

  toggle(): void {
    this.show(this.theme === 'dark' ? 'light' : 'dark');
    try {
      this.page.localStorage.setItem(KEY, this.theme);
    } catch {
      // Storage may be forbidden; the theme then lasts as long as the page.
    }
  }

  ramp(kind: 'one-way' | 'two-way', palette: string): Ramp {
    const theme = this.theme;
    return this.keep(`${kind} ${palette} ${theme}`, () => (kind === 'one-way' ? oneWay(theme) : twoWay(palette, theme)));
  }

  probabilities(): Ramp {
    const theme = this.theme;
    return this.keep(`probabilities ${theme}`, () => probabilities(theme));
  }

  /** Of so many classes, 0 being none. */
  classes(count: number): Ramp {
    const theme = this.theme;
    return this.keep(`classes ${count} ${theme}`, () => classes(count, theme));
  }

  heat(colours: HeatColours): Inked {
    const theme = this.theme;
    const key = `${colours} ${theme}`;
    const ramp = this.keep(`heat ${key}`, () => (colours === 'sheet' ? heat(theme) : heatOfArticle()));
    const made = this.inked.get(key) ?? { ramp, inks: inksOf(ramp) };
    this.inked.set(key, made);
    return made;
  }

  private keep(key: string, make: () => Ramp): Ramp {
    const ramp = this.made.get(key) ?? make();
    this.made.set(key, ramp);
    return ramp;
  }

  private show(theme: Theme): void {
    this.theme = theme;
    this.page.document.documentElement.dataset['theme'] = theme;
  }

  private remembered(): Theme | null {
    try {
      const theme = this.page.localStorage.getItem(KEY);
      return theme === 'light' || theme === 'dark' ? theme : null;
    } catch {
      return null;
    }
  }
}
