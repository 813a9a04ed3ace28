import type { Inquiry } from '../source/inquiry';
import { Facts } from './facts.svelte';
import { Hypothesis } from './hypothesis.svelte';
import { Marking } from './marking.svelte';
import type { View } from './view.svelte';
import { Writing } from './writing.svelte';

/** Everything that is asked of a running program about units. */
export class Desk {
  readonly hypothesis: Hypothesis;
  readonly marking: Marking;
  readonly facts: Facts;
  readonly writing: Writing;

  constructor(view: View, inquiry: Inquiry) {
    this.hypothesis = new Hypothesis(view, inquiry);
    this.marking = new Marking(view, inquiry);
    this.facts = new Facts(view, inquiry);
    this.writing = new Writing(view, inquiry);
  }

  /** Asks for what is shown beside a text. */
  ask(): void {
    this.hypothesis.ask();
    this.marking.ask();
    this.facts.ask();
  }
}
