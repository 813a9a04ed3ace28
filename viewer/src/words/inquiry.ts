import { counted, percent, plain, signed } from '../numbers';

/** What is said about units, hypotheses, spans and samples: a part of strings.ts. */
export const inquiryWords = {
  tabs: {
    caption: 'Beside the text',
    names: { character: 'Character', unit: 'Unit', hypothesis: 'Hypothesis', span: 'Span' },
    hints: {
      character: 'What the network does at a character (c)',
      unit: 'What this unit does, and what you call it (u)',
      hypothesis: 'Which unit goes with something that you name (h)',
      span: 'Which units are on exactly where you mark the text (b)',
    },
    needsProgram: 'This page holds a text and a network, but not the program that answers this. Open the run with',
    needsProgramCommand: (run: string): string => `rnnscope view runs/${run}`,
  },

  notes: {
    name: 'Name',
    nameHint: 'Give this unit a name',
    text: 'What you saw',
    textHint: 'What does it do? Where does it fail?',
    quoted: (name: string): string => `“${name}”`,
    saving: 'saving …',
    saved: (run: string): string => `Kept in the folder of ${run}.`,
    free: 'Kept when you leave the field.',
    locked: {
      page: 'Notes are shown here, and written with',
      server: 'This server shows notes and does not write them. It was started for other machines; allow it with',
      damaged: 'The notes of this run cannot be read:',
    },
    lockedCommands: {
      page: (run: string): string => `rnnscope view runs/${run}`,
      server: (run: string): string => `rnnscope view runs/${run} --notes allow`,
      damaged: (): string => '',
    },
    all: 'Units with a name or a note',
  },

  unit: (site: string, unit: number): string => `${site} ${unit}`,

  hypothesis: {
    ask: 'Which unit goes with …',
    hint: 'a name, /pattern/ or expression',
    label: 'Name a property, or write a regular expression or an expression',
    examples: 'Type the name of a property, or write one:',
    exampleList: [
      { source: '/[aeiou]/', says: 'at what a regular expression finds' },
      { source: 'inside("(", ")")', says: 'from one mark to the next' },
      { source: 'since("\\n")', says: 'characters since a mark' },
      { source: 'depth("{", "}")', says: 'how many are open' },
    ],
    builtIn: 'Properties of this text',
    measuring: 'measuring …',
    clear: 'Clear',
    column: (column: number): string => `at column ${column}`,
    holds: (share: number): string => `holds at ${percent(share)} of the characters`,
    spans: (low: number, high: number): string => `from ${plain(low, 0)} to ${plain(high, 0)}`,
    preparing: (done: number): string => (done < 1 ? `reading all units once: ${percent(done)}` : 'ranking their values …'),
    none: 'It is the same all over this text, so no unit can go with it.',
    ranking: 'All units, those that go with it best first',
    scale: { low: 'low', high: 'high' },
    computed: (characters: number, positions: number, units: number): string =>
      positions < characters
        ? `${counted(units)} units, at ${counted(positions)} of this text’s ${counted(characters)} characters.`
        : `${counted(units)} units, over all ${counted(characters)} characters of this text.`,
    chance: (best: number, shifts: number): string =>
      `Grey: ±${plain(best)}, the best of all units when the property is shifted along the text (${shifts} times): what chance gives.`,
    chanceWaiting: 'Computing what chance gives …',
    chanceShort: 'The text is too short to say what chance gives.',
    binaryScore: 'Score: +1 where the unit is high exactly where the property holds, −1 where it is low exactly there, 0 where a coin would do as well.',
    numericScore: 'Score: rank correlation, +1 where the unit rises exactly when the property does, −1 where it falls.',
    picked: 'These units were picked on this very text. For scores on other text, and an untrained network beside it:',
    command: (run: string): string => `rnnscope cells runs/${run}`,
  },

  span: {
    intro: 'Mark a piece of the text: drag over it, or press Shift with ← and →. You then see here:',
    here: ['which units are on exactly there, and off around it', 'how many other places of that size would give the same', 'where else in the text some of them behave so'],
    marked: 'Marked',
    where: (count: number, from: number): string => `${counted(count)} at ${counted(from)}`,
    remove: 'Do not mark this',
    clear: 'Clear',
    add: 'Add the next',
    addHint: 'What you mark next is added to what is marked; Ctrl does the same',
    asHypothesis: 'Rank all units by it',
    waiting: 'looking at all units …',
    units: 'On exactly there',
    none: 'No unit is on exactly there.',
    sides: { high: { sign: '↑', says: 'high there, low around' }, low: { sign: '↓', says: 'low there, high around' } },
    columns: { score: 'score', byChance: 'chance' },
    score: (score: number | null): string => plain(score ?? NaN),
    byChance: (units: number | null, placements: number): string =>
      units === null ? '–' : units === 0 ? `<${plain(1 / placements)}` : plain(units, units < 10 ? 2 : 0),
    explain: (units: number, margin: number, placements: number): string =>
      `Score: 1 is beyond its threshold throughout, and not within ${margin} characters around; ½ says nothing. Chance: how many of the ${counted(units)} units score as well where such spans lie elsewhere, on average over ${placements} places. Well below one is a find.`,
    pick: (name: string, side: string): string => `${name}, ${side}: pick it`,
    best: 'Pick the best three',
    pickHint: 'Pick units to see where else in the text they behave so.',
    places: (least: number, of: number): string =>
      of === 1 ? 'Elsewhere this unit is so' : `Elsewhere at least ${least} of these ${of} are so`,
    placesWaiting: 'looking through the text …',
    placesNone: 'Nowhere else.',
    total: (total: number, shown: number, symbols: number, all: number): string =>
      `${counted(total)} ${total === 1 ? 'place' : 'places'}${shown < total ? `, the ${shown} best here` : ''}; ${percent(symbols / Math.max(1, all))} of the text.`,
    go: (at: number): string => `Go to character ${counted(at)}`,
  },

  counter: {
    caption: 'What a character does to it',
    columns: { symbol: 'after', change: 'change', times: 'times', does: '' },
    roles: { increments: 'counts up', decrements: 'counts down', resets: 'resets', none: '' },
    resetsTo: (value: number): string => `resets to ${signed(value)}`,
    interval: (low: string, high: string): string => `mean change, between ${low} and ${high} with 95 % confidence`,
    explained: (share: number, leading: number, different: number): string =>
      `Which character came explains ${percent(share)} of its changes; ${leading} of ${different} characters do nine tenths of that.`,
    waiting: 'counting …',
  },

  contexts: {
    captions: { highest: 'Highest', lowest: 'Lowest', changing: 'Changes most' },
    go: (at: number): string => `Go to character ${counted(at)}`,
  },

  evidence: {
    caption: 'What the search found',
    none: 'The last search names other units for every property.',
    unsearched: 'Nobody has searched this run. What its units go with, beside chance and beside the untrained network, says',
    verdicts: {
      learned: 'It goes with it, and better than any unit did before training.',
      tracks: 'It goes with it, but not clearly better than a unit of the network before training: the text alone may do this.',
      chance: 'No better than chance.',
    },
    isHigh: { binary: ['lower', 'higher'], numeric: ['falls', 'rises'] },
    binary: (side: string, score: string, interval: string): string =>
      `Of a character where it holds and one where it does not, the unit is ${side} at the first in ${score} of pairs${interval}.`,
    numeric: (side: string, score: string, interval: string): string => `It ${side} with it: rank correlation ${score}${interval}.`,
    interval: (low: string, high: string): string => ` (${low} to ${high})`,
    heldOut: 'On text that it was not picked on.',
    chance: (level: string, units: number): string => `By chance the best of ${counted(units)} units reaches ${level}`,
    twin: (score: string): string => `before training the best reached ${score}`,
    q: (q: number): string => `of claims this strong, ${percent(q)} are false`,
    group: (units: number, score: string): string => `${units} units together reach ${score}`,
  },

  sample: {
    title: 'Sample',
    caption: 'What the network writes, free and with units held',
    hint: 'Both begin alike and draw the same random numbers. Move the slider: from then on the unit says the same at every character, whatever is read.',
    prompt: 'Begins with',
    promptHint: 'nothing: the first character is drawn, too',
    seed: 'Sample',
    another: 'Another (n)',
    temperature: 'Temperature',
    temperatureHint: 'Below 1 more of what is likely, above 1 less; 0 always takes the likeliest',
    track: 'Underlined',
    trackHint: 'a property, as inside("\\"", "\\"")',
    free: 'Free',
    held: 'Held',
    heldAt: (name: string): string => `${name} held at`,
    keep: 'Hold it besides others',
    keepHint: 'Keeps this unit held when you choose another one',
    drop: 'Let go',
    waiting: 'writing …',
    unit: 'Unit',
    site: 'Signal',
    shareOn: (share: number): string => `${percent(share)} of it underlined`,
    never: (from: number): string => `still on at the end, since character ${counted(from)}`,
    missing: 'This network predicts words and does not write.',
    reading: (which: string): string => `What the network writes, ${which}`,
    noProgram: 'A sample needs the program.',
  },
} as const;
