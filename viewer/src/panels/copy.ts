import type { View } from '../state/view.svelte';

/** Copying gives the characters of the text, not the glyphs and line breaks that they are shown with. */
export function copied(event: ClipboardEvent, view: View): void {
  const span = selected();
  if (!span || !view.text || !event.clipboardData) return;
  let text = '';
  for (let position = span.from; position < span.to; position++) text += view.glyphAt(position)?.copy ?? '';
  event.clipboardData.setData('text/plain', text);
  event.preventDefault();
}

/** The characters that are selected, [from, to); null for none. */
export function selected(): { readonly from: number; readonly to: number } | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed) return null;
  const ends = [positionOf(selection.anchorNode, selection.anchorOffset), positionOf(selection.focusNode, selection.focusOffset)];
  const [from, to] = ends.sort((a, b) => (a ?? 0) - (b ?? 0));
  return typeof from === 'number' && typeof to === 'number' && to > from ? { from, to } : null;
}

/** The position a point of the document stands before; null outside the text. */
function positionOf(node: Node | null, offset: number): number | null {
  const element = node instanceof Element ? node : node?.parentElement;
  const piece = element?.closest<HTMLElement>('[data-position]');
  if (!piece || !node) return null;
  const start = Number(piece.dataset['position']);
  if (node instanceof Text) return start + (piece.classList.contains('alone') ? Math.min(1, offset) : [...node.data.slice(0, offset)].length);
  const after = node.childNodes[offset];
  return after ? positionOf(after, 0) : start + [...(piece.textContent ?? '')].length;
}
