import { signed } from '../numbers';

/** The words of the guided tour, and of what is said of a text to those who do not see its colours. */
export const tourWords = {
  tour: {
    label: 'Guided tour',
    offer: 'New here?',
    offerSays: 'A short walk through this network: where to look, and what to press.',
    start: 'Show me',
    decline: 'No, thanks',
    step: (at: number, of: number): string => `${at} of ${of}`,
    back: 'Back',
    next: 'Next',
    end: 'Done',
    leave: 'Leave the tour (Esc)',
    again: 'Take the tour',
    steps: {
      text: ['A text, read by a network', 'The network reads from the left to the right. The colour of a character is what one of its units holds just after reading it: the legend above gives the numbers.'],
      strips: ['All units at once', 'Each row is one unit over the same characters. A row that changes where a quotation or a line begins is worth a look: click it, or go through the rows with ↑ and ↓.'],
      character: ['One character', 'Point at a character, or walk with ← and →: this column says what the unit holds there, what the network expects next, and what came.'],
      findings: ['What units follow', 'A search over all units found these. Each is a link to its unit; under “Hypothesis” you test one of your own.'],
      errors: ['What it gets wrong', 'Characters that were given less than a half, sorted by what would have helped. Choose a class and step from error to error with n.'],
      memory: ['How far it looks back', 'The stronger a character is coloured, the more the prediction at the ringed one depends on it.'],
      own: ['Your own words', 'Type a text of your own here, and watch the units while the network reads along. The ? beside it has all keys, and this tour.'],
    },
  },

  spoken: {
    none: 'The colours are not here yet.',
    even: (unit: string): string => `On screen, ${unit} stays in the middle of its scale.`,
    high: (unit: string, places: string): string => `On screen, ${unit} is high at ${places}.`,
    low: (places: string): string => `It is low at ${places}.`,
    lowOnly: (unit: string, places: string): string => `On screen, ${unit} is low at ${places}.`,
    place: (text: string, from: number, to: number, value: number): string =>
      from === to ? `“${text}”, character ${from}, ${signed(value)}` : `“${text}”, characters ${from} to ${to}, up to ${signed(value)}`,
    more: (count: number): string => `${count} more places`,
    and: '; ',
  },
} as const;
