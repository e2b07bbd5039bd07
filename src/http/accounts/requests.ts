/** What a request says of who sends it: cookies, where it comes from, whether another site made the browser send it. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Principal, principalOf } from '../../access/index.ts';
import { type Begun, type Desk, deviceMillis, ofApiToken, ofSession, type SignedIn, type Visitor } from '../../accounts/index.ts';
import type { Config } from '../../config.ts';
import { ZhuisuError } from '../../errors.ts';
import { originOf } from '../bodies.ts';
import { type Context, wantsPage } from '../context.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The session of the browser, finished or not. */
    signedIn: SignedIn | undefined;
  }
}

type CookieUse = 'session' | 'device' | 'oidc';

/** Over https the name binds the cookie to this host alone (RFC 6265bis §4.1.3.2). */
const cookieName = (use: CookieUse, secure: boolean): string => `${secure ? '__Host-' : ''}zhuisu-${use}`;

const loopback = (address: string | undefined): boolean => /^(?:127\.|::1$|::ffff:127\.)/.test(address ?? '');

/** A browser on this machine itself may come without the proxy that ends TLS. */
export function isSecure(request: FastifyRequest, { publicUrl }: Config): boolean {
  if (request.protocol === 'https') return true;
  const direct = loopback(request.socket.remoteAddress) && request.headers['x-forwarded-for'] === undefined;
  return publicUrl?.startsWith('https:') === true && !(direct && originHost(publicUrl) !== request.host);
}

/** Undefined for an origin that hides itself (`null`). */
const originHost = (origin: string | undefined): string | undefined =>
  origin !== undefined && URL.canParse(origin) ? new URL(origin).host : undefined;

export function cookieOf(request: FastifyRequest, config: Config, use: CookieUse): string | undefined {
  const header = request.headers.cookie;
  if (header === undefined || header.length > 8_000) return undefined;
  const start = `${cookieName(use, isSecure(request, config))}=`;
  const found = header.split(/; */).find((each) => each.startsWith(start));
  return found?.slice(start.length);
}

/** `value`: base64url, which needs no escaping. */
export function setCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  config: Config,
  use: CookieUse,
  value: string,
  seconds: number,
): void {
  const secure = isSecure(request, config);
  const attributes = `Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  const cookie = `${cookieName(use, secure)}=${value}; ${attributes}`;
  // Fastify adds this header to those before it.
  reply.header('set-cookie', cookie);
}

/** What each step of a sign-in leaves in the browser. */
export function keep(request: FastifyRequest, reply: FastifyReply, { config, now }: Context, begun: Begun): void {
  setCookie(request, reply, config, 'session', begun.token, Math.ceil((begun.endsAt.getTime() - now()) / 1000));
  if (begun.device !== undefined) setCookie(request, reply, config, 'device', begun.device, deviceMillis / 1000);
}

export const visitorOf = (request: FastifyRequest, config: Config): Visitor => ({
  address: request.ip,
  agent: request.headers['user-agent'] ?? '',
  device: cookieOf(request, config, 'device'),
});

/** Who asks: an API token, the bootstrap token, a session, this machine itself, nobody. Throws not_signed_in, consent_missing, cross_site. */
export async function identify(request: FastifyRequest, desk: Desk, config: Config): Promise<Principal> {
  const { authorization } = request.headers;
  const acting = request.headers['zhuisu-acting-for'];
  const actingFor = acting === undefined ? undefined : String(acting);
  const bearer = /^Bearer +(zs_\S*)$/i.exec(authorization ?? '')?.[1];
  if (bearer !== undefined) return ofApiToken(desk, bearer, actingFor);
  const token = authorization === undefined ? cookieOf(request, config, 'session') : undefined;
  const signedIn = token === undefined ? undefined : await ofSession(desk, token, actingFor);
  if (signedIn !== undefined) {
    checkSite(request, config, false);
    request.signedIn = signedIn;
    return signedIn.principal;
  }
  const { headers } = request;
  const principal = principalOf(
    {
      authorization,
      remoteAddress: request.socket.remoteAddress,
      host: headers.host,
      forwarded: headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined,
    },
    config.adminToken,
  );
  if (actingFor !== undefined) throw new ZhuisuError('consent_missing', { came: actingFor.slice(0, 40) });
  return principal;
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);
export const formType = 'application/x-www-form-urlencoded';
const isForm = (request: FastifyRequest): boolean => (request.headers['content-type'] ?? '').startsWith(formType);

/**
 * A browser says where a request comes from. Forms also carry a token; anything else that is sent with a cookie has to say it, unless
 * nobody is signed in yet (`open`). The opening of a web socket changes nothing by itself, and is open to every site all the same.
 */
export function checkSite(request: FastifyRequest, config: Config, open: boolean): void {
  const { headers } = request;
  if (safe.has(request.method) && headers.upgrade === undefined) return;
  const site = headers['sec-fetch-site'];
  const { origin } = headers;
  const sender = originHost(origin);
  const fine =
    site !== undefined
      ? site === 'same-origin' || site === 'none'
      : origin !== undefined
        ? sender !== undefined && (sender === request.host || sender === originHost(config.publicUrl))
        : open || isForm(request);
  if (!fine) throw new ZhuisuError('cross_site');
}

/** The token of the forms of a session: changes with it, and says nothing of it. */
export function formToken(request: FastifyRequest, config: Config): string {
  const session = cookieOf(request, config, 'session') ?? '';
  return createHash('sha256').update(`form ${session}`).digest('base64url');
}

/** The fields of a form. Throws value_invalid for one that is no UTF-8. */
export function formOf(request: FastifyRequest): URLSearchParams {
  const bytes = (request.body as Buffer | undefined) ?? Buffer.alloc(0);
  const text = bytes.toString('utf8');
  if (text.includes('\ufffd')) throw new ZhuisuError('not_utf8');
  return new URLSearchParams(text);
}

/** The same, of a session. Throws not_signed_in, cross_site. */
export function sessionForm(request: FastifyRequest, config: Config): URLSearchParams {
  if (request.signedIn === undefined) throw new ZhuisuError('not_signed_in');
  const form = formOf(request);
  const [came, wanted] = [Buffer.from(form.get('form') ?? ''), Buffer.from(formToken(request, config))];
  if (came.length !== wanted.length || !timingSafeEqual(came, wanted)) throw new ZhuisuError('cross_site');
  return form;
}

/** Throws not_signed_in. */
export function sessionIn(request: FastifyRequest): SignedIn['session'] {
  if (request.signedIn === undefined) throw new ZhuisuError('not_signed_in');
  return request.signedIn.session;
}

/** A path of this site; anything else leads home. */
export function nextOf(came: unknown): string | undefined {
  return typeof came === 'string' && /^\/(?![/\\])[\w\-./~%?=&+:@!$'()*,;]{0,500}$/.test(came) ? came : undefined;
}

/** A page that is not for everybody was opened by nobody known; this machine itself is nobody in particular where somebody must answer for it. */
export const asksToSignIn = (request: FastifyRequest, refusal: ZhuisuError): boolean =>
  (refusal.code === 'not_signed_in' || (refusal.code === 'not_allowed' && request.principal?.kind === 'machine')) &&
  request.method === 'GET' &&
  request.headers.authorization === undefined &&
  wantsPage(request);

export function askToSignIn(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const next = nextOf(request.url);
  return reply
    .header('cache-control', 'no-store')
    .redirect(`/sign-in${next === undefined ? '' : `?next=${encodeURIComponent(next)}`}`, 303);
}

export const redirectOf = (request: FastifyRequest, context: Context): string =>
  `${originOf(request, context)}/sign-in/oidc/callback`;
