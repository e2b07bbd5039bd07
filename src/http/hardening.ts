/** What holds for every request and every answer: who may ask how often, and what a browser may do with the answer. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import ipaddr from 'ipaddr.js';
import { accountSheet } from '../../web/account/index.ts';
import { audit, flushAudit } from '../audit/index.ts';
import type { Config } from '../config.ts';
import { ZhuisuError } from '../errors.ts';
import type { Context } from './context.ts';
import { causeFields, log, requestFields } from './log.ts';
import { styleSource } from './page-styles.ts';
import { asZhuisuError, sendProblem } from './problems.ts';
import { Buckets, type RateName, rates } from './rates.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The rate of this route, where it is not that of its kind. */
    rate?: RateName;
  }
}

const base = `default-src 'none'; ${styleSource(accountSheet)}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

/** Content-Security-Policy (level 3) of a page: without script; with ours, which speaks to nobody else; with camera and decoder. */
export const pagePolicies = {
  plain: `${base}; img-src 'self' data:`,
  scripted: `${base}; img-src 'self' data: blob:; script-src 'self'; connect-src 'self'`,
  camera: `${base}; img-src 'self' data: blob:; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; media-src 'self' blob:`,
} as const;
export type PagePolicy = keyof typeof pagePolicies;

/** Of a script that runs as a worker: its own answer says what it may, not the page that started it. */
export const workerPolicy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Of everything that is no page. */
const dataPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const features = ['geolocation', 'microphone', 'payment', 'usb', 'display-capture'].map((name) => `${name}=()`).join(', ');
export const permissionsFor = (policy: PagePolicy): string => `camera=${policy === 'camera' ? '(self)' : '()'}, ${features}`;

const always = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'content-security-policy': dataPolicy,
  'referrer-policy': 'no-referrer',
  'permissions-policy': permissionsFor('plain'),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};
const alwaysEach = Object.entries(always);
/** Two years, as the preload lists ask for; RFC 6797. */
const transport = 'max-age=63072000; includeSubDomains';

/** Where a proxy that we trust hands a request on, its address and its request id count; from anybody else they do not. */
export function serverOptions({ trustProxy }: Config): FastifyServerOptions {
  return {
    trustProxy: trustProxy === undefined ? false : [...trustProxy],
    requestIdHeader: false,
    // A request that dribbles in holds a connection no longer than this, milliseconds.
    requestTimeout: 300_000,
    // Addresses that cannot be decoded are refused before any hook runs.
    frameworkErrors: (error, request, reply) => {
      reply.headers({ ...always, 'x-request-id': request.id });
      return sendProblem(reply, asZhuisuError(error, request));
    },
    genReqId: (raw) => {
      const given = raw.headers['x-request-id'];
      const trusted = trustProxy !== undefined && within(raw.socket.remoteAddress, trustProxy);
      return trusted && typeof given === 'string' && /^[\w.-]{8,64}$/.test(given) ? given : randomBytes(8).toString('hex');
    },
  };
}

function within(address: string | undefined, ranges: readonly string[]): boolean {
  if (address === undefined || !ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return ranges.some((range) => {
    const [network, bits] = ipaddr.parseCIDR(range.includes('/') ? range : `${range}/${range.includes(':') ? 128 : 32}`);
    return network.kind() === parsed.kind() && parsed.match(network, bits);
  });
}

/** A household and a phone have a /64 of IPv6 for themselves. */
export function addressKey(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv4' ? parsed.toString() : parsed.toByteArray().slice(0, 8).join('.');
}

export interface Hardening {
  /** Before anybody is known: refuses whoever has sent too many wrong tokens. */
  before(request: FastifyRequest): Promise<void>;
  /** Once it is known who asks. */
  limit(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** After a refusal: writes down what was denied. */
  refused(request: FastifyRequest, refusal: ZhuisuError): void;
}

export function harden(app: FastifyInstance, { store, config, now }: Context): Hardening {
  const buckets = new Buckets();
  const secure = config.publicUrl?.startsWith('https:') ?? false;
  let warned = config.trustProxy !== undefined;
  app.addHook('onSend', async (request, reply) => {
    for (const [name, value] of alwaysEach) if (!reply.hasHeader(name)) reply.header(name, value);
    if (secure || request.protocol === 'https') reply.header('strict-transport-security', transport);
    reply.header('x-request-id', request.id);
  });
  if (config.accessLog)
    app.addHook('onResponse', async (request, reply) =>
      log('info', 'request', {
        ...requestFields(request),
        status: reply.statusCode,
        millis: Math.round(reply.elapsedTime),
        principal: request.principal?.kind,
      }),
    );
  app.addHook('onClose', async () => {
    await flushAudit(store.database, now()).catch(() => {});
  });

  const refuse = (seconds: number): never => {
    throw new ZhuisuError('too_often', { seconds });
  };
  const wrongToken = (request: FastifyRequest, cost: number) => buckets.take('sign_in', addressKey(request.ip), now(), cost);

  return {
    async before(request) {
      if (!warned && request.headers['x-forwarded-for'] !== undefined) {
        warned = true;
        log(
          'warn',
          'Requests come through a proxy that is not trusted: set ZHUISU_TRUST_PROXY to its address, or all share its limits',
        );
      }
      if (request.headers.authorization === undefined) return;
      const { allowed, seconds } = wrongToken(request, 0);
      if (!allowed) refuse(seconds);
    },

    async limit(request, reply) {
      const { principal } = request;
      const own = request.routeOptions.config?.rate;
      const local = principal.kind === 'machine' || (principal.kind === 'operator' && isLoopback(request));
      // Bulk loads and measurements of this machine itself are not held up; what is tight is tight for everybody.
      if (own === undefined && local) return;
      const reading = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS';
      const name = own ?? (principal.kind === 'public' ? (reading ? 'public' : 'attempt') : 'known');
      const who = principal.account ?? (principal.kind === 'operator' ? 'operator' : addressKey(request.ip));
      const { allowed, left, seconds } = buckets.take(name, own === 'sign_in' ? addressKey(request.ip) : who, now());
      const { burst, perSecond } = rates[name];
      reply.headers({
        'ratelimit-policy': `"${name}";q=${burst};w=${Math.round(burst / perSecond)}`,
        ratelimit: `"${name}";r=${left};t=${seconds}`,
      });
      if (!allowed) refuse(seconds);
    },

    refused(request, refusal) {
      const { code } = refusal;
      // What is somebody else's is not there for who asks; why is written down all the same.
      const hidden = refusal.cause instanceof ZhuisuError ? refusal.cause.code : undefined;
      if (code === 'not_signed_in' && request.headers.authorization !== undefined) wrongToken(request, 1);
      const kind =
        code === 'too_often'
          ? 'rate_limited'
          : refusal.row.status === 401 || refusal.row.status === 403 || hidden !== undefined
            ? 'denial'
            : undefined;
      if (kind === undefined) return;
      audit(
        store.database,
        {
          kind,
          principal: request.principal ?? { kind: 'public' },
          object: `${request.method} ${request.routeOptions.url ?? 'none'}`,
          outcome: 'denied',
          reason: hidden ?? code,
          request: request.id,
          address: request.ip,
        },
        now(),
      ).catch((error: unknown) =>
        log('error', 'a denial could not be written down', { ...requestFields(request), ...causeFields(error) }),
      );
    },
  };
}

/** Of the connection itself, not of what a proxy says. */
const isLoopback = (request: FastifyRequest): boolean =>
  /^(?:127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '') && request.headers['x-forwarded-for'] === undefined;
