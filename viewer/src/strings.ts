import { counted, percent, plain } from './numbers';
import { inquiryWords } from './words/inquiry';

/** Every word on the page. Captions say what to see, not what the widget is called. */
export const words = {
  ...inquiryWords,
  product: 'RnnScope',
  tagline: 'a text, read through a network',

  header: {
    run: 'Run',
    text: 'Text',
    own: 'Type your own',
    ownText: 'your own text',
    loss: (nats: number): string => `loss ${plain(nats)} nats per character`,
    lossOf: 'mean loss on this text',
    guesses: 'Guesses',
    guessesHint: 'Show the five likeliest next characters under each character (p)',
    help: 'Keys and reading help (?)',
    theme: { light: 'Change to the dark theme', dark: 'Change to the light theme' },
    unit: (unit: number): string => `unit ${unit}`,
    panels: { units: 'Units', memory: 'Memory', sample: 'Sample' },
    panelsSay: 'What to see of the networks',
    panelHints: { units: 'The text, coloured by one unit (m)', memory: 'What every prediction looks back at (m)', sample: 'What the network writes, free and with units held (w)' },
    published: (title: string): string => `published: ${title}`,
  },

  regions: {
    units: 'Which unit colours the text',
    says: 'What the network does at a character',
    line: 'The unit as a line',
  },

  palettes: {
    'red-blue': 'red high, blue low',
    'orange-blue': 'colour-blind safe',
    'paper-2015': 'as in the 2015 paper',
  },

  choose: {
    layer: 'Layer',
    signal: 'Signal',
    unit: 'Unit',
    order: 'Order',
    colours: 'Colours',
    orders: { index: 'by number', deviation: 'most moving first' },
    previous: 'Previous unit (↑)',
    next: 'Next unit (↓)',
    signalOption: (signal: string, label: string | null): string => (label ? `${signal} – ${label}` : signal),
  },

  legend: {
    gate: ['closed', '', 'open'],
    from: {
      fixed: 'the same scale for every unit and text',
      unit: 'scaled to this text for',
      site: 'scaled to this text for',
    },
    fromReference: {
      fixed: 'the same scale for every unit and text',
      unit: 'as on the test text, for',
      site: 'as on the test text, for',
    },
    scope: 'Scale to',
    scopes: { unit: 'this unit', site: 'all units' },
    waiting: 'measuring the scale …',
    missing: 'no scale: it could not be read',
    describe: (low: string, high: string, from: string): string => `Colour scale from ${low} to ${high}, ${from}`,
  },

  caption: {
    first: 'Each character is coloured by',
    finding: (property: string, score: string, measure: string): string => `It goes with “${property}”: ${score} ${measure}.`,
    guesses: 'Under it the five likeliest next characters: the redder, the likelier; underlined is what came.',
    wordGuesses: 'This network predicts whole words, which do not fit under characters: point at one to see what it expects.',
    hint: 'Point at a character to see what was expected there; ↑ and ↓ go through the units.',
  },

  text: {
    caption: (unit: string): string => `The text, coloured by ${unit}`,
    copyHint: 'Arrow keys move the chosen character and the unit',
    loading: 'Reading the text …',
    emptyTyped: 'Type something above; the network reads along.',
    noTexts: 'This run has no text to show yet.',
    noTextsDetail: 'Record what the network does over a text, then come back:',
    noTextsCommand: (run: string): string => `rnnscope trace runs/${run}`,
    chosen: (position: number, symbol: string): string => `Character ${counted(position)}, ${symbol}`,
  },

  strips: {
    caption: 'All units over the text on screen',
    hint: 'Point to look, click to stay.',
    describe: (units: number, site: string): string =>
      `${units} units of ${site}, one row each, over the characters on screen`,
    row: (unit: number, rank: number, of: number): string => `unit ${unit}, row ${rank} of ${of}`,
    deviation: (value: number): string => `moves by ${plain(value)}`,
  },

  line: {
    caption: (unit: string): string => `${unit} along the characters on screen`,
    track: (property: string): string => `· under it: ${property}`,
    value: (position: number, value: string): string => `character ${counted(position)}: ${value}`,
    describe: (unit: string, from: number, to: number): string =>
      `The value of ${unit} from character ${counted(from)} to ${counted(to)}`,
  },

  overview: {
    caption: 'whole text',
    hint: 'The whole text in the colours of this unit, and the part on screen: click or drag to go elsewhere',
    describe: (from: number, to: number, of: number): string =>
      `Characters ${counted(from)} to ${counted(to)} of ${counted(of)} are on screen`,
  },

  memory: {
    title: 'Memory',
    caption: 'What does a prediction look back at?',
    hint: 'The ringed character has just been read. The stronger the colour of a character, the more the prediction made there depends on it. Point at another, or step with ← and →.',
    says: (unit: string, layers: number, units: number, words: number): string =>
      `${unit}, ${layers} × ${units}${words > 0 ? `, predicts ${counted(words)} words` : ''}`,
    saysPublished: 'published',
    expects: 'expects',
    together: (probability: number): string => `${percent(probability)} in all`,
    togetherSays: 'The probability of these three together',
    logitNext: (symbol: string, probability: number): string => `for ${symbol}, given ${percent(probability)}`,
    logitNextUnsaid: (symbol: string): string => `for ${symbol}`,
    logitLikeliest: (symbol: string): string => `for ${symbol}, expected most`,
    logitUnknown: (symbol: string): string => `for ${symbol}: word unknown`,
    logitUnknownSays: (symbol: string): string => `What is read here is no word that the network can predict, so ${symbol}, which it expects most, stands in for it`,
    outside: 'before this word',
    outsideSays: (share: string, word: string): string => `${share} of the connectivity lies before the word ${word}`,
    nothing: 'looks back at nothing',
    norm: 'Number',
    norms: { l2: 'L2 norm', squared: 'squared norm' },
    normHint: 'Of the gradient of the logit with respect to each symbol that was read',
    heat: 'Scale',
    heats: { row: 'each position', common: 'common' },
    heatHint: 'Each position of each model up to its own maximum, or one scale for all positions of all models',
    heatLegends: { row: 'this position’s maximum', common: 'all positions, all models' },
    target: 'For',
    targets: { next: 'what came', likeliest: 'what was expected' },
    targetHint: 'Whose logit is followed back: that of the symbol that came next (or of the word, where words are predicted), or of the one that was expected most. Published data know the first only.',
    colours: 'Colours',
    colourNames: { sheet: 'viridis', 'article-2019': 'as in the 2019 article' },
    legend: (norm: string, high: string, of: string): string => `Colour scale from 0 to ${high}, ${norm}, ${of}`,
    waiting: 'following the gradients back …',
    emptyTyped: 'Type a sentence above; every network reads along.',
    noText: 'This run has no text to show yet. Choose “Type your own” above, or record its test text:',
    noModel: 'No model has read this text. Open one with',
    noModelCommand: 'rnnscope view RUN... --connectivity FILE...',
    cut: (most: number): string => `Only the first ${counted(most)} characters are read here.`,
    apart: 'Each network begins with the first character here, knowing nothing of what stood before it.',
    earlier: 'Earlier',
    later: 'Later',
    of: (from: number, to: number, all: number): string => `characters ${counted(from)} to ${counted(to)} of ${counted(all)}`,
    strip: (name: string): string => `What ${name} looks back at`,
    spoken: (name: string, guesses: string, share: string): string => `${name} expects ${guesses}; ${share} before this word.`,
    after: (text: string): string => `After ${text}:`,
    uneven: 'Expected a row for each symbol that was read, each longer by one than the row before.',
  },

  search: {
    open: 'Search the text (/)',
    label: 'Search the text',
    none: 'not found',
    of: (at: number, many: string): string => `${counted(at)} of ${many}`,
    many: (most: number): string => `${counted(most)} or more`,
    previous: 'Previous (Shift + Enter)',
    next: 'Next (Enter)',
    close: 'Close (Esc)',
  },

  details: {
    caption: 'At this character',
    nothing: 'Point at a character, or click one to keep it. You then see here:',
    here: ['what this unit holds after reading it', 'which five characters the network expects next', 'what really came, and how surprising that was'],
    character: (position: number): string => `character ${counted(position)}`,
    value: 'value after reading it',
    given: 'it was expected with',
    loss: 'loss',
    nats: (value: number): string => `${plain(value)} nats`,
    next: 'The network expects next',
    word: 'The network expects the word',
    right: 'It is',
    unknownWord: 'a word that it cannot predict',
    came: 'Then came',
    cameOutside: 'not among the five',
    end: 'The text ends here.',
    start: 'the first character is not predicted',
    waiting: '…',
    space: 'space',
  },

  findings: {
    caption: 'Found in this network',
    none: 'No search was made in this run. The demo makes one:',
    noneCommand: 'rnnscope demo',
    where: (site: string, unit: number): string => `${site} unit ${unit}`,
  },

  equations: {
    caption: (unit: string): string => `The equations of ${unit}: click a name to see it over the text`,
    show: (site: string): string => `Show ${site}`,
  },

  typed: {
    caption: 'You are looking at your own text.',
    explain: 'Every change is read anew from the first character.',
    back: (title: string): string => `Back to “${title}”`,
    placeholder: 'Type or paste here',
    unknown: (count: number): string =>
      count === 1 ? '1 character the network has never seen' : `${counted(count)} characters the network has never seen`,
    reading: 'reading …',
    label: 'Your own text',
  },

  empty: {
    title: 'No run is open',
    detail: 'A run is a trained network with its text. Make one, or open one that you have:',
    commands: ['rnnscope demo', 'rnnscope view runs/NAME'],
    commandsSay: ['trains a small network on the built-in text and opens it here', 'opens runs you have trained'],
  },
  loading: 'Opening the run …',
  openInstead: 'Open here instead:',
  again: 'Try again',
  dismiss: 'Dismiss',

  problems: {
    noAnswer: 'The program does not answer',
    noAnswerDetail: 'It may have been stopped. Start it again with: rnnscope view runs/NAME',
    notJson: 'The answer cannot be read',
    notJsonDetail: (path: string): string => `Expected JSON from ${path}. Is this the program that belongs to this page?`,
    cutShort: 'The answer was cut short',
    cutShortDetail: (path: string, size: number, found: number): string =>
      `Expected numbers of ${size} bytes from ${path}, found ${found} bytes in all.`,
    status: (status: number, path: string): string => `The program answered ${status} to ${path}`,
    contract: 'This run needs another viewer',
    contractDetail: (found: number, expected: number): string =>
      `The run speaks version ${found} of the contract, this page version ${expected}. Open it with the program that came with this page.`,
  },

  help: {
    title: 'Reading help',
    colours:
      'Each character is coloured by the value that a unit has after reading it. Zero is the colour of the sheet; the legend gives the numbers.',
    memory:
      'Connectivity: how much the logit of the next symbol (or word) would change with each symbol that was read – the norm of its gradient with respect to the one-hot input. The page docs/memory.md says how it is computed and what it cannot tell.',
    sample:
      'The network writes: each character is drawn from what it expects next, and read before the next is drawn. Both texts have the same beginning and the same random numbers; on the right, units are held at the values of the sliders all the time.',
    keys: 'Keys',
    close: 'Close',
  },

  keys: {
    unitBefore: 'the unit above in the strips',
    unitAfter: 'the unit below',
    back: 'the character before',
    forward: 'the next character',
    pageUp: 'a screen back',
    pageDown: 'a screen on',
    home: 'to the beginning',
    end: 'to the end',
    layerBefore: 'the layer below',
    layerAfter: 'the layer above',
    guesses: 'show or hide guesses',
    search: 'search the text',
    panel: 'from units to memory, and back',
    growBack: 'mark a character more, backwards',
    grow: 'mark a character more',
    sample: 'to what the network writes',
    another: 'another sample',
    character: 'beside the text: this character',
    unit: 'this unit, its name and your note',
    hypothesis: 'a hypothesis, and how all units go with it',
    span: 'units that are on exactly where you mark',
    stretchBack: 'the stretch of text before',
    stretchOn: 'the stretch after it',
    first: 'the first character here',
    last: 'the last one',
    norm: 'L2 norm or squared norm',
    heat: 'scale of each position or common scale',
    target: 'what came or what was expected',
    help: 'this help',
    release: 'let go of the chosen character, then of what is marked',
  },
} as const;
