/**
 * GS1-conformant resolver: link types, languages, linksets. The default link of every code is the trace page and stays so: whoever
 * makes a product may add links to its code, and not lead people away from what is recorded.
 *
 * Faults at once: a code that breaks its rules is the answer (400) before a link type that is unknown (404); within a code every fault
 * is listed.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { lotOf } from '../../codes/index.ts';
import { linkRequest } from '../../contract/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { checked, required } from '../../issuing/index.ts';
import { type CodeLink, dropLink, hasMade, linksOf, putLink } from '../../store/index.ts';
import { bodyObject, originOf } from '../bodies.ts';
import type { Context } from '../context.ts';
import { onlyOwn } from '../sight/deciding.ts';
import { settle } from './looking-up.ts';

const vocabulary = 'https://ref.gs1.org/voc/';

/** Link types of the GS1 web vocabulary, with or without its prefix; anything else must be a URI of its own. */
export function linkTypeOf(came: string): string {
  const name = came.replace(/^(?:gs1:|https?:\/\/(?:ref\.|www\.)?gs1\.org\/voc\/)/, '');
  return /^[a-zA-Z]{2,40}$/.test(name) ? `${vocabulary}${name}` : came;
}

/** What a link may be about: the thing itself, its lot, its class. */
function anchorsOf(canonical: string, lot: string | undefined): string[] {
  const product = /^https:\/\/id\.gs1\.org\/01\/\d{14}/.exec(canonical)?.[0];
  return [...new Set([canonical, lot, product].filter((each) => each !== undefined))];
}

const linksetType = 'application/linkset+json';

/** Undefined: no link was asked for, and the page is the answer. */
export async function answerLink(
  typed: string,
  request: FastifyRequest,
  reply: FastifyReply,
  context: Context,
): Promise<FastifyReply | undefined> {
  const query = request.query as Record<string, string | string[] | undefined>;
  const wanted = [query['linkType']].flat()[0];
  const accept = request.headers.accept ?? '';
  const wantsSet = wanted === 'all' || wanted === 'linkset' || (wanted === undefined && accept.includes(linksetType));
  if (!wantsSet && (wanted === undefined || /defaultLink$/.test(wanted))) return undefined;
  const canonical = await settle(context.store, typed);
  const links = await linksOf(context.store.database, anchorsOf(canonical, lotOf(typed)));
  if (wantsSet) {
    return reply
      .header('vary', 'accept')
      .type(accept.includes('application/json') && !accept.includes(linksetType) ? 'application/json' : linksetType)
      .send(linkset(canonical, links, originOf(request, context)));
  }
  const type = linkTypeOf(wanted!);
  const matching = links.filter(({ linkType }) => linkType === type);
  const chosen = best(matching, String(request.headers['accept-language'] ?? ''), accept);
  if (chosen === undefined) {
    const known = [...new Set(links.map(({ linkType }) => linkType.replace(vocabulary, 'gs1:')))];
    throw new ZhuisuError('link_unknown', {
      came: wanted!.slice(0, 80),
      expected: ['gs1:traceability', ...known].join(', '),
    });
  }
  return reply.header('vary', 'accept, accept-language').redirect(withQuery(chosen.href, query), 307);
}

/** The language asked for first, then the media type, then the order of registration. */
function best(links: readonly CodeLink[], languages: string, accept: string): CodeLink | undefined {
  const wanted = languages.split(',').map((each) => each.split(';')[0]!.trim().toLowerCase());
  const languageRank = ({ language }: CodeLink): number => {
    const at = wanted.findIndex(
      (each) => each !== '' && (each === language.toLowerCase() || each.split('-')[0] === language.toLowerCase()),
    );
    return at >= 0 ? at : language === '' ? 50 : 100;
  };
  const typeRank = ({ mediaType }: CodeLink): number => (mediaType !== '' && accept.includes(mediaType) ? 0 : 1);
  return links.toSorted((a, b) => languageRank(a) - languageRank(b) || typeRank(a) - typeRank(b))[0];
}

/** What came with the scan goes on with it, but for what was meant for the resolver. */
function withQuery(href: string, query: Record<string, string | string[] | undefined>): string {
  const target = new URL(href);
  for (const [name, value] of Object.entries(query)) {
    if (name === 'linkType' || name === 'context') continue;
    for (const each of [value ?? ''].flat()) target.searchParams.append(name, each);
  }
  return target.href;
}

/** RFC 9264. The page and the machine-readable trace are links of every code. */
function linkset(canonical: string, links: readonly CodeLink[], origin: string): object {
  const page = `${origin}/t/${encodeURIComponent(canonical)}`;
  const own = {
    anchor: canonical,
    [`${vocabulary}defaultLink`]: [{ href: page, title: '追溯', hreflang: ['zh', 'en'], type: 'text/html' }],
    [`${vocabulary}traceability`]: [
      { href: page, title: '追溯', hreflang: ['zh', 'en'], type: 'text/html' },
      { href: `${origin}/api/v1/trace?code=${encodeURIComponent(canonical)}`, title: 'trace', type: 'application/json' },
    ],
  };
  const others = [...new Set(links.map(({ anchor }) => anchor))].map((anchor) => {
    const entry: Record<string, unknown> = { anchor };
    const own = links.filter((each) => each.anchor === anchor);
    for (const type of new Set(own.map(({ linkType }) => linkType)))
      entry[type] = own.filter(({ linkType }) => linkType === type).map(targetOf);
    return entry;
  });
  const same = others.find(({ anchor }) => anchor === canonical);
  return { linkset: [{ ...same, ...own }, ...others.filter((each) => each !== same)] };
}

const targetOf = ({ href, title, language, mediaType }: CodeLink): object => ({
  href,
  title,
  ...(language === '' ? {} : { hreflang: [language] }),
  ...(mediaType === '' ? {} : { type: mediaType }),
});

export function resolverRoutes(app: FastifyInstance, context: Context): void {
  const { store } = context;

  app.post('/api/v1/links', { onRequest: context.permit('link') }, async (request, reply) => {
    const link = await linkIn(bodyObject(request));
    await byItsMaker(request, link.anchor);
    await putLink(store.database, link);
    await context.audited(request, 'link_changed', link.anchor, `set ${link.linkType} ${link.href}`);
    return reply.code(201).send(link);
  });

  app.delete('/api/v1/links', { onRequest: context.permit('link') }, async (request, reply) => {
    const { anchor, linkType, href } = await linkIn(bodyObject(request));
    await byItsMaker(request, anchor);
    if (!(await dropLink(store.database, anchor, linkType, href)))
      throw new ZhuisuError('not_found', { came: `link to ${href.slice(0, 80)}` });
    await context.audited(request, 'link_changed', anchor, `dropped ${linkType} ${href}`);
    return reply.code(204).send();
  });

  app.get('/.well-known/gs1resolver', async (request) => ({
    name: '追溯 Zhuisu',
    resolverRoot: originOf(request, context),
    supportedPrimaryKeys: ['all'],
    supportedLinkTypes: [{ namespace: vocabulary, prefix: 'gs1:' }],
    validatesPrimaryKeys: true,
    supportsSemanticInterpretation: false,
  }));

  /** Where the links of a code lead is for who made the thing to say. Throws denied_not_party. */
  async function byItsMaker(request: FastifyRequest, anchor: string): Promise<void> {
    const maker = onlyOwn(request);
    if (maker !== undefined && !(await hasMade(store.database, maker, anchor))) throw new ZhuisuError('denied_not_party');
  }

  async function linkIn(body: Record<string, unknown>): Promise<CodeLink> {
    const { code, href, title = '', language = '', type = '', ...rest } = checked(linkRequest, body);
    const linkType = linkTypeOf(rest.linkType);
    required(
      !/\/(?:defaultLink|traceability)$/.test(linkType),
      'linkType',
      linkType,
      'another: the trace page is the default of every code',
    );
    required(URL.canParse(href), 'href', href, 'a web address');
    return { anchor: await settle(store, code), linkType, href, title, language, mediaType: type };
  }
}
