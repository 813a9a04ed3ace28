import type { Figure } from '../marks/svg';

export const formats = ['svg', 'png', 'csv'] as const;
export type Format = (typeof formats)[number];

/** Pixels of a picture for each of its units: sharp on paper and on screens with fine pixels. */
const SHARPNESS = 2;

/** Hands a figure to the browser as a file. */
export async function download(figure: Figure, format: Format, page: Document): Promise<void> {
  const content = format === 'png' ? await picture(figure, page) : new Blob([format === 'svg' ? figure.svg : figure.csv], { type: types[format] });
  const link = page.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = `${figure.name}.${format}`;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const types = { svg: 'image/svg+xml', csv: 'text/csv;charset=utf-8' } as const;

/** The drawing as pixels. */
async function picture({ svg, width, height }: Figure, page: Document): Promise<Blob> {
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = page.createElement('canvas');
  canvas.width = width * SHARPNESS;
  canvas.height = height * SHARPNESS;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large for this browser.'))), 'image/png'),
  );
}
