/**
 * Whether the sale of codes is stopped (`POST /api/v1/sale-states`): for platforms, which ask before they list and again while they sell,
 * and for shops at the till. Told is the verdict alone, which is everybody's to know: neither the chain nor who recorded it.
 */
import type { FastifyInstance } from 'fastify';
import { identify, recognise } from '../../codes/index.ts';
import { saleRequest } from '../../contract/index.ts';
import { problem, ZhuisuError } from '../../errors.ts';
import { issueOf } from '../../issuing/index.ts';
import type { VerdictKind } from '../../trace/index.ts';
import { bodyOf } from '../bodies.ts';
import { look, verdictOfIssue } from '../codes/looking-up.ts';
import type { Context } from '../context.ts';

type Sale = 'stopped' | 'open' | 'unknown';

const saleOf: Readonly<Record<VerdictKind, Sale>> = {
  recalled: 'stopped',
  void: 'stopped',
  unfit: 'stopped',
  expired: 'stopped',
  not_issued: 'stopped',
  // A unit that a consumer has bought is not sold once more under the same code.
  sold: 'stopped',
  elsewhere: 'stopped',
  not_active: 'unknown',
  not_recorded: 'unknown',
  // A gap in the records stops no sale by itself.
  gaps: 'open',
  in_order: 'open',
};

export function stopSaleRoutes(app: FastifyInstance, context: Context): void {
  const { store, now } = context;

  app.post('/api/v1/sale-states', { onRequest: context.permit('stop_sale') }, async (request) => {
    const { codes } = bodyOf(request, saleRequest);
    const items: object[] = [];
    for (const code of codes) items.push(await stateOf(code));
    return { at: new Date(now()).toISOString(), items };
  });

  /** One bad code hides nothing of the others. */
  async function stateOf(code: string): Promise<object> {
    try {
      // The verdict rests on everything that is recorded; an empty sight shows nothing else.
      const { verdict } = await look(store, code, now, []);
      const canonical = identify(code.trim());
      const reading = recognise(code).find((each) => each.canonical === canonical);
      const issue = reading === undefined ? undefined : await issueOf(store, reading);
      const { kind } = issue === undefined ? verdict : verdictOfIssue(issue, verdict);
      return { code, sale: saleOf[kind], verdict: kind };
    } catch (error) {
      if (!(error instanceof ZhuisuError)) throw error;
      return { code, sale: 'unknown', problem: problem(error.code, error.details) };
    }
  }
}
