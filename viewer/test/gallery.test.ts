import { expect, test } from 'vitest';
import { samples } from '../gallery/samples';
import { curveChart, short, stepAt } from '../src/marks/curves';
import { toSvg } from '../src/marks/shape';

// Look at them in /gallery/ of `npm run dev`; `npx vitest run -u` writes the files anew.
test.each(samples)('the chart $name is the one that was looked at', async ({ name, draw }) => {
  await expect(toSvg(draw())).toMatchFileSnapshot(`../gallery/${name}.svg`);
});

test('text in a chart is never markup', () => {
  const svg = toSvg({ tag: 'text', attributes: { class: 'a"b' }, text: '<script>&' });
  expect(svg).toBe('<text class="a&quot;b">&lt;script&gt;&amp;</text>\n');
});

test('a pixel leads to the step that is drawn there', () => {
  for (const kind of ['log', 'even'] as const) {
    const chart = { width: 500, height: 100, steps: { kind, last: 1000 }, values: null, format: short, hasSteps: false, chosen: 100, curves: [] };
    const line = curveChart(chart).children?.find(({ attributes }) => attributes['class'] === 'chosen');
    expect(Math.abs(stepAt(chart, Number(line?.attributes['x1'])) - 100)).toBeLessThanOrEqual(2);
    expect([stepAt(chart, -50), stepAt(chart, 9999)]).toEqual([0, 1000]);
  }
});
