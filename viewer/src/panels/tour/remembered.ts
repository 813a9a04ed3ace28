const KEY = 'rnnscope.tour';

/** Whether the tour was offered before; a page that may not remember anything does not ask every time. */
export function wasOffered(page: Window): boolean {
  try {
    return page.localStorage.getItem(KEY) !== null;
  } catch {
    return true;
  }
}

export function rememberOffer(page: Window): void {
  try {
    page.localStorage.setItem(KEY, 'offered');
  } catch {
    // Storage may be forbidden; then nothing was offered either.
  }
}
