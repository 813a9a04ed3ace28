/** What a chart is made of: elements of SVG as data, so that a page, a file and a test draw the same. */
export interface Shape {
  readonly tag: 'svg' | 'g' | 'path' | 'line' | 'circle' | 'rect' | 'text';
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children?: readonly Shape[];
  /** Of a text. */
  readonly text?: string;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** As a file holds it, one element a line. */
export function toSvg(shape: Shape, indent = ''): string {
  const attributes = Object.entries(shape.tag === 'svg' ? { xmlns: 'http://www.w3.org/2000/svg', ...shape.attributes } : shape.attributes);
  const open = `${indent}<${shape.tag}${attributes.map(([name, value]) => ` ${name}="${escaped(String(value))}"`).join('')}`;
  if (shape.text !== undefined) return `${open}>${escaped(shape.text)}</${shape.tag}>\n`;
  const children = shape.children ?? [];
  if (children.length === 0) return `${open}/>\n`;
  return `${open}>\n${children.map((child) => toSvg(child, `${indent}  `)).join('')}${indent}</${shape.tag}>\n`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => escapes[character] ?? character);
}
