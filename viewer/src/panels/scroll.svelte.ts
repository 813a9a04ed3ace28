/** Browsers cut elements at some tens of millions of pixels; beyond this height the bar moves faster than the text. */
const TALLEST = 8_000_000;

/** Scrolls a text of any height through an element of a bearable one. */
export class Scroll {
  /** `measured` is the height of the whole text. */
  constructor(private readonly measured: () => number) {}

  readonly total: number = $derived.by(() => this.measured());
  /** Of the upper edge of the screen, in pixels of the whole text. */
  offset = $state(0);
  /** Of the screen. */
  height = $state(0);

  readonly spacer: number = $derived(Math.min(this.total, TALLEST));
  /** Of text pixels to pixels of the bar. */
  readonly ratio: number = $derived(
    this.total > TALLEST && TALLEST > this.height ? (this.total - this.height) / (TALLEST - this.height) : 1,
  );

  to(offset: number, element: HTMLElement): void {
    this.offset = Math.round(Math.min(Math.max(0, offset), Math.max(0, this.total - this.height)));
    element.scrollTop = this.offset / this.ratio;
  }

  /** What the bar says, unless it only repeats what was set. */
  follow(element: HTMLElement): void {
    if (Math.abs(element.scrollTop - this.offset / this.ratio) >= 1) this.offset = Math.round(element.scrollTop * this.ratio);
  }

  /** In a stretched text the wheel still moves line by line. */
  wheel(event: WheelEvent, element: HTMLElement, line: number): void {
    if (this.ratio === 1 || event.ctrlKey) return;
    event.preventDefault();
    const unit = event.deltaMode === 1 ? line : event.deltaMode === 2 ? this.height : 1;
    this.to(this.offset + event.deltaY * unit, element);
  }
}
