import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const src = resolve(__dirname, '../src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.svelte'));

/** Without what stands in braces, however deep. */
function withoutBraces(text: string): string {
  let depth = 0;
  return [...text].filter((letter) => {
    if (letter === '{') depth++;
    if (letter === '}') return depth-- < 0;
    return depth === 0;
  }).join('');
}

function markupOf(file: string): string {
  return readFileSync(join(src, file), 'utf8').replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>|<!--[\s\S]*?-->/g, '');
}

test.each(files)('%s takes its words from strings.ts', (file) => {
  const bare = withoutBraces(markupOf(file));
  const attributes = [...bare.matchAll(/\s(?:title|aria-label|aria-valuetext|placeholder|alt)="([^"]*)"/g)].map(([, words = '']) => words);
  const texts = bare.replace(/<[^>]*>|&\w+;/g, '\n').split('\n');
  expect([...texts, ...attributes].map((text) => text.trim()).filter((text) => /\p{L}{2}/u.test(text))).toEqual([]);
});
