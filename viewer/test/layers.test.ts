import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const src = resolve(__dirname, '../src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ts|svelte)$/.test(name));
const read = (file: string): string => readFileSync(join(src, file), 'utf8');

/** What each layer may import; the words and numbers of the page are everyone's. */
const may: Readonly<Record<string, readonly string[]>> = {
  network: ['network'],
  source: ['source', 'network'],
  state: ['state', 'source'],
  marks: ['marks'],
  panels: ['panels', 'marks', 'state', 'source'],
};

const layerOf = (file: string): string => file.split('/')[0] ?? '';

test.each(files.filter((file) => layerOf(file) in may))('%s imports in one direction', (file) => {
  for (const [, path = ''] of read(file).matchAll(/from '(\.[^']+)'/g)) {
    const layer = relative(src, resolve(src, dirname(file), path)).split('/')[0] ?? '';
    if (!['strings', 'numbers'].includes(layer)) expect(may[layerOf(file)], `${file} imports ${path}`).toContain(layer);
  }
});

test.each(files.filter((file) => /^(network|source|state)\//.test(file)))('%s knows nothing of the page', (file) => {
  expect(read(file)).not.toMatch(/\b(document|window|HTMLElement|localStorage)\b(?!')/);
});

test.each(files)('%s never makes markup of a text', (file) => {
  expect(read(file)).not.toMatch(/\{@html|innerHTML|outerHTML|insertAdjacentHTML|\sstyle="/);
});

test.each(files)('%s is short enough to read', (file) => {
  expect(read(file).split('\n').length).toBeLessThanOrEqual(400);
});
