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
} as const;
