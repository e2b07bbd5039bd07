/** Whose rows of the registers of a category somebody may read. */
import type { FastifyRequest } from 'fastify';
import { sightOf } from '../../access/index.ts';
import { ZhuisuError } from '../../errors.ts';
import type { Context } from '../context.ts';

/** The organisation whose rows alone are theirs to see; undefined where all are. Throws the reason where none is. */
export async function ownRowsAlone(request: FastifyRequest, context: Context, category: string): Promise<string | undefined> {
  const sight = sightOf(request.principal, 'read_register', await context.why(request));
  if (sight === 'everything') return undefined;
  const open = sight.filter(({ categories }) => categories === undefined || categories.includes(category));
  if (open.some(({ owners }) => owners === undefined)) return undefined;
  const own = open.flatMap(({ owners = [] }) => owners)[0];
  if (own === undefined) throw new ZhuisuError('denied_category', { cause: 'read_register' });
  return own;
}
