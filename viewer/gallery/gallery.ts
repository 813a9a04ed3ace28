import { toSvg } from '../src/marks/shape';
import '../src/tokens.css';
import '../src/charts.css';
import { figures } from './figures';
import { samples } from './samples';

/** Every chart in both themes, to be looked at: `npm run dev`, then /gallery/. */
for (const { name, says, draw } of samples) show(`${name}: ${says}`, toSvg(draw()));
for (const [name, draw] of Object.entries(figures)) show(`${name}, as a file`, draw().svg);

function show(says: string, svg: string): void {
  const figure = document.body.appendChild(document.createElement('figure'));
  const caption = figure.appendChild(document.createElement('figcaption'));
  caption.className = 'caption';
  caption.textContent = says;
  figure.appendChild(new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement);
}

const turn = document.body.appendChild(document.createElement('button'));
turn.className = 'act';
turn.textContent = 'dark or light';
turn.addEventListener('click', () => {
  const { dataset } = document.documentElement;
  dataset['theme'] = dataset['theme'] === 'dark' ? 'light' : 'dark';
});
