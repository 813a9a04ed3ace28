import { toSvg } from '../src/marks/shape';
import '../src/tokens.css';
import '../src/charts.css';
import { samples } from './samples';

/** Every chart in both themes, to be looked at: `npm run dev`, then /gallery/. */
for (const { name, says, draw } of samples) {
  const figure = document.body.appendChild(document.createElement('figure'));
  const caption = figure.appendChild(document.createElement('figcaption'));
  caption.className = 'caption';
  caption.textContent = `${name}: ${says}`;
  figure.appendChild(new DOMParser().parseFromString(toSvg(draw()), 'image/svg+xml').documentElement);
}

const turn = document.body.appendChild(document.createElement('button'));
turn.className = 'act';
turn.textContent = 'dark or light';
turn.addEventListener('click', () => {
  const { dataset } = document.documentElement;
  dataset['theme'] = dataset['theme'] === 'dark' ? 'light' : 'dark';
});
