import { expect, test } from 'vitest';
import { format, formatOthers, initial, othersOf, parse, type Selection } from '../src/state/selection';

const everything: Selection = {
  panel: 'memory',
  run: 'war & peace #2',
  text: 'test',
  typed: 'a+b=c&d "é"\n\t<script>',
  site: 'layers.1.c',
  unit: 43,
  position: 12431,
  top: 12000,
  predictions: true,
  order: 'deviation',
  scope: 'site',
  palette: 'paper-2015',
  from: 11800,
  published: 'connectivity gru & more',
  target: 'likeliest',
  norm: 'squared',
  heat: 'common',
  heatColours: 'article-2019', step: 31, property: 'inside a string', steps: 'even', others: 'a,b%2Cc', shade: 'match', match: 2,
  errorClass: 'ngram',
  errorColours: 'loss',
  tab: 'hypothesis',
  hypothesis: 'inside("\\"", "\\"") and not /a&b#c/',
  spans: '20162:7,5:1',
  picked: 'layers.1.c:43:high,layers.0.h:2:low',
  prompt: 'a "b" & c\n',
  seed: 7,
  temperature: 80,
  held: -1.25,
  also: 'layers.0.h:3=-0.5',
};

test('a link holds everything of a view', () => {
  expect(parse(`#${format(everything)}`)).toEqual(everything);
  for (const name of Object.keys(initial)) expect(everything, name).toHaveProperty(name);
});

test('each property alone survives its link', () => {
  for (const [name, value] of Object.entries(everything)) {
    const selection = { ...initial, [name]: value };
    expect(parse(format(selection))).toEqual(selection);
  }
});

test('an empty text of one’s own is not no text of one’s own', () => {
  expect(parse(format({ ...initial, typed: '' })).typed).toBe('');
  expect(parse(format(initial)).typed).toBeNull();
});

test('nonsense in a link falls back', () => {
  expect(parse('#unit=-3&at=x&order=loudest&palette=&scale=1e9&top=1.5&view=&norm=l3&heat=1&of=none&from=-1&what=ever')).toEqual(initial);
});

test('names of runs with commas come back whole', () => {
  const names = ['a', 'b,c', '100 %'];
  expect(othersOf(formatOthers(names))).toEqual(names);
  expect(othersOf('')).toEqual([]);
  expect(othersOf('%zz')).toEqual(['%zz']);
});
