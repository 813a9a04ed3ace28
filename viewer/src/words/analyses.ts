import { counted, percent } from '../numbers';

/** The words of gates and of errors: docs/gates.md and docs/errors.md. */
export const analysisWords = {
  gates: {
    title: 'Gates',
    caption: 'Open, shut, or in between?',
    hint: 'A dot is one unit’s gate: how often it is open (above 0.9) and shut (below 0.1). Click one to see it over the text.',
    none: 'The unit of this network calls none of its signals a gate.',
    noneHint: 'A signal between 0 and 1 becomes one with “as … gate” behind its equation in the unit file.',
    across: 'open, %',
    up: 'shut, %',
    layers: 'Layers',
    layer: (layer: number): string => `layer ${layer}`,
    dot: (site: string, unit: number, left: number, right: number): string => `${site} unit ${unit}: shut ${percent(left)}, open ${percent(right)}`,
    show: (label: string): string => `Colour the text by the ${label} of this unit`,
    waiting: 'counting …',
    describe: (label: string, units: number, open: number, shut: number): string =>
      `${label}: one dot for each of ${units} units, open across and shut upwards. ${open} nearly always open, ${shut} nearly always shut.`,
    lists: 'Nearly always',
    list: (side: 'open' | 'shut', keeps: 'open' | 'shut' | null): string => {
      if (keeps === null) return side === 'open' ? 'open: could be left out' : 'shut: lets nothing through';
      return keeps === side ? `${side}, so it keeps: integrators` : `${side}, so it forgets: no memory`;
    },
    nobody: 'No gate is open or shut at 95 % of the characters or more.',
    more: (count: number): string => `and ${counted(count)} more`,
    unit: (layer: number, unit: number): string => `${layer}.${unit}`,
    unitSays: (site: string, unit: number, share: number): string => `${site} unit ${unit}, ${percent(share)} of the characters`,
  },

  errors: {
    title: 'Errors',
    caption: 'What is wrong, and what would have helped?',
    hint: 'An error is a character that was given less than a half when it came. Each is in the first class that would have avoided it.',
    byClass: 'Errors are coloured by what would have avoided them',
    byLoss: 'Each character is coloured by what it cost',
    only: (name: string): string => `only “${name}”`,
    colours: 'Colours',
    colourNames: { class: 'by class', loss: 'by loss' },
    colourHints: { class: 'Errors in the colours of their classes (e)', loss: 'All characters by their loss in nats (e)' },
    lossLegend: (most: number): string => `Colour scale from 0 to ${most} nats or more`,
    lossName: 'the loss',
    nats: 'nats',
    all: 'all errors',
    of: (errors: number, characters: number): string => `${counted(errors)} of ${counted(characters)}: ${percent(errors / characters)}`,
    className: 'class',
    count: 'errors',
    share: 'share',
    interval: (low: string, high: string): string => `95 % of texts of this kind: ${low} to ${high} of all errors`,
    alone: (count: number): string => `Asked first, it would avoid ${counted(count)}.`,
    levels: 'By how much was needed:',
    level: (name: string, errors: number): string => `${name}: ${counted(errors)}`,
    previous: 'Previous',
    next: 'Next',
    previousHint: 'To the error of this class before (Shift + n)',
    nextHint: 'To the next error of this class (n)',
    here: (name: string): string => `This character: ${name}.`,
    right: 'This character is no error.',
    none: 'no error',
    spoken: (counts: readonly (readonly [string, number])[]): string =>
      counts.length === 0 ? 'No errors on screen.' : `Errors on screen: ${counts.map(([name, count]) => `${name} ${counted(count)}`).join(', ')}.`,
    waiting: 'sorting the errors … counts n-grams first, which takes some seconds',
    needs: 'Losses are here. To sort the errors takes the program and the text that it was trained on:',
    needsCommand: (run: string): string => `rnnscope view runs/${run}`,
    /** The oracles of docs/errors.md: a name, and what it says. */
    classes: {
      ngram: ['short context', 'an n-gram model of up to nine characters gets it right'],
      memory: ['seen before', 'its word stands in the last 5,000 characters: a better memory would have helped'],
      rare: ['rare word', 'its word occurs five times or less in the training text: more text would have helped'],
      start: ['word begins', 'it follows a space, a line end or a quotation mark, or begins a word: who knows which'],
      punctuation: ['punctuation', 'it is punctuation or a sign'],
      boost: ['nearly right', 'a higher probability is all that was missing'],
      remaining: ['the rest', 'none of these would have helped'],
    },
  },
} as const;
