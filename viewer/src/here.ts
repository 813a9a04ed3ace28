import { Reader, turns } from './network/reader';
import { targetsOf } from './network/symbols';
import { ThreadAnswers } from './network/thread';
import NetworkThread from './network/worker?worker&inline';
import { damagedSource, EmbeddedSource } from './source/embedded';
import { LiveSource } from './source/live';
import { isExported, pageData } from './source/page';
import type { Source } from './source/source';

/** The data source of this page: the data inside it where it was exported, else the server that it came from. */
export function sourceOf(page: Window): Source {
  if (!isExported(page.document)) return new LiveSource('api', page.fetch.bind(page));
  const data = pageData(page.document);
  if (!data) return damagedSource();
  const { network, text } = data;
  const targets = targetsOf(text.symbols, data.manifest);
  const turn = turns((resume) => page.setTimeout(resume), () => page.performance.now());
  const answers = new ThreadAnswers({ network, text, targets }, () => new NetworkThread(), () => new Reader(network, text, targets, turn));
  return new EmbeddedSource(data, answers, answers.started);
}
