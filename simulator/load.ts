/** The demo enters like everybody else: through the public capture interface, document by document. */
import type { Document, Zhuisu } from '../src/client/index.ts';
import { demoDocuments } from './demo-city.ts';

/** Returns the number of events. Throws when one of them is refused: the demo has no faults but those that it tells of. */
export async function loadDemoCity(zhuisu: Zhuisu): Promise<number> {
  let recorded = 0;
  for (const { name, document } of demoDocuments()) {
    const { success, events } = await zhuisu.capture(document as Document);
    const refused = events.find(({ problems }) => problems.length > 0);
    if (!success) throw new Error(`The demo document ${name} was refused: ${refused?.problems[0]?.detail}`);
    recorded += events.length;
  }
  return recorded;
}
