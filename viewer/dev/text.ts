/** A made-up text that looks like C source: strings, comments, brackets, long lines, and everything a text should not hold. */
const names = ['node', 'list', 'state', 'buffer', 'index', 'count', 'entry', 'flags', 'offset', 'page', 'lock', 'queue'];
const types = ['int', 'char *', 'struct page *', 'unsigned long', 'size_t', 'bool'];
const sentences = [
  'returns the number of entries, or a negative error',
  'called with the lock held',
  'the caller owns the buffer afterwards',
  'this walks the whole list once; it is not meant to be fast, only to be easy to check by reading it from top to bottom',
];
const messages = ['could not read "%s"', 'out of memory', '<script>alert(1)</script>', 'offset %lu is past the end', 'naïve café – ünïcödé', 'привет, мир', '数字 and 字母', '\u0007bell and \u001b[31mred'];

export function makeText(length: number, random: () => number): string {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const name = (): string => `${pick(names)}_${pick(names)}`;
  const parts: string[] = ['/*\n * A text made up for developing the viewer: <b>not bold</b> & not an entity: &amp;\n */\n'];
  let total = 0;
  const statement = (depth: number): string => {
    const indent = '\t'.repeat(depth);
    const kind = random();
    if (kind < 0.18) return `${indent}/* ${pick(sentences)} */\n`;
    if (kind < 0.36) return `${indent}printk("${pick(messages)}\\n", ${name()});\n`;
    if (kind < 0.5 && depth < 4)
      return `${indent}if (${name()} > ${Math.floor(random() * 100)} && (${name()} != NULL || !${pick(names)})) {\n${statement(depth + 1)}${statement(depth + 1)}${indent}}\n`;
    if (kind < 0.58 && depth < 4) return `${indent}for (i = 0; i < ${name()}; i++)\n${statement(depth + 1)}`;
    if (kind < 0.62) return `${indent}return ${random() < 0.5 ? '-EINVAL' : name()};\r\n`;
    return `${indent}${name()} = ${name()} + ${pick(names)}[${Math.floor(random() * 16)}];\n`;
  };
  while (total < length) {
    const body = Array.from({ length: 3 + Math.floor(random() * 6) }, () => statement(1)).join('');
    const part = `\nstatic ${pick(types)} ${name()}(${pick(types)} ${pick(names)}, int flags)\n{\n${body}}\n`;
    parts.push(part);
    total += part.length;
  }
  return parts.join('').slice(0, length);
}

/** A small generator with a seed: the mock gives the same numbers every day. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
