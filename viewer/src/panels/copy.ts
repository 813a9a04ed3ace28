import type { View } from '../state/view.svelte';

/** Copying gives the characters of the text, not the glyphs and line breaks that they are shown with. */
export function copied(event: ClipboardEvent, view: View): void {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !view.text || !event.clipboardData) return;
  const ends = [positionOf(selection.anchorNode, selection.anchorOffset), positionOf(selection.focusNode, selection.focusOffset)];
  const [from, to] = ends.sort((a, b) => (a ?? 0) - (b ?? 0));
  if (from === undefined || to === undefined || from === null || to === null) return;
  let text = '';
  for (let position = from; position < to; position++) text += view.glyphAt(position)?.copy ?? '';
  event.clipboardData.setData('text/plain', text);
  event.preventDefault();
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
