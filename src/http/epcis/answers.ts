/** What the routes under /epcis share: how they are negotiated, how they answer, what they announce. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { captureLimit } from '../../capture/index.ts';
import type { Query } from '../paging.ts';
import { isKnown } from '../validators.ts';
import { headerNames, isXml, jsonTypes, negotiate, offerOf, type Representation, xmlTypes } from './negotiation.ts';
import { vendorVersion } from './vendor-version.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** How the answer is to look; under /epcis alone. */
    representation: Representation;
  }
  interface FastifyContextConfig {
    /** The answer holds events: JSON-LD by preference, XML also of EPCIS 1.2. */
    events?: boolean;
    /** The standard has it in JSON alone. */
    json?: boolean;
    /** Media types of the body, for who sends another one. */
    media?: string;
  }
}

/** What the EPCIS routes share with those of named queries. */
export interface EpcisAnswers {
  /** `fixed`: parameters that the path says; `state`: what beside the log decides the answer. */
  readonly answerEvents: (
    request: FastifyRequest,
    reply: FastifyReply,
    asked: {
      readonly query: Query;
      readonly path: string;
      readonly fixed?: Query;
      readonly state?: string;
      readonly queryName?: string;
    },
  ) => Promise<FastifyReply>;
  /** `more`: headers that depend on who asks. */
  readonly optionsOf: (
    path: string,
    allow: string,
    more?: (request: FastifyRequest) => Promise<Readonly<Record<string, string>>>,
  ) => void;
}

/** Bytes of one capture request; announced in GS1-EPCIS-Capture-File-Size-Limit. */
export const captureBytes = 32 * 1024 * 1024;

/** Of OPTIONS, and of the answers the OpenAPI puts them on. */
export const announced = {
  'gs1-epcis-version': '2.0.0',
  'gs1-epcis-min': '1.2.0',
  'gs1-epcis-max': '2.0.0',
  'gs1-cbv-version': '2.0.0',
  'gs1-cbv-min': '1.2.0',
  'gs1-cbv-max': '2.0.0',
  // Every format may be asked for; unasked an event comes back as it came.
  'gs1-epc-format': 'No_Preference',
  'gs1-cbv-xml-format': 'No_Preference',
  // Any extension is kept and can be queried; these attributes are the standard's own.
  'gs1-extensions': 'cbvmda=urn:epcglobal:cbv:mda',
  'gs1-vendor-version': vendorVersion,
} as const;

export const captureLimits = {
  'gs1-epcis-capture-limit': String(captureLimit),
  'gs1-epcis-capture-file-size-limit': String(captureBytes),
} as const;

const dataOffer = offerOf([...jsonTypes, ...xmlTypes], false);
const jsonOffer = offerOf(jsonTypes, false);
const eventOffer = offerOf([...[...jsonTypes].reverse(), ...xmlTypes], true);

/** Headers of a request on which the answer depends. */
const vary = ['accept', 'authorization', 'cookie', ...headerNames].join(', ');

/** After who asks is known and before a body is read. */
export function negotiated(scope: FastifyInstance): void {
  scope.decorateRequest('representation', null as unknown as Representation);
  scope.addHook('preParsing', (request, reply, payload, done) => {
    const { method, headers } = request;
    if (method === 'OPTIONS') return done(null, payload);
    try {
      const { events, json } = request.routeOptions.config;
      const offer = events === true ? eventOffer : json === true ? jsonOffer : dataOffer;
      const asked = negotiate(headers, offer, method === 'POST');
      request.representation = asked;
      reply.header('gs1-epcis-version', asked.version);
      reply.header('gs1-cbv-version', asked.cbv);
      reply.header('gs1-extensions', asked.extensions || announced['gs1-extensions']);
      if (method !== 'POST') reply.header('vary', vary);
      done(null, payload);
    } catch (error) {
      done(error as Error);
    }
  });
}

/** Data in the form that was negotiated. */
export function answer<T>(request: FastifyRequest, reply: FastifyReply, value: T, xml: (value: T) => string): FastifyReply {
  const { media } = request.representation;
  return reply.type(`${media}; charset=utf-8`).send(isXml(media) ? xml(value) : JSON.stringify(value));
}

/** Data that the standard has in JSON alone. */
export const answerJson = (request: FastifyRequest, reply: FastifyReply, value: unknown): FastifyReply =>
  answer(request, reply, value, JSON.stringify);

/** The same, for small data that is its own validator. */
export function answerUnlessKnown<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  now: number,
  value: T,
  xml: (value: T) => string,
): FastifyReply {
  return isKnown(request, reply, now, JSON.stringify(value)) ? reply.code(304).send() : answer(request, reply, value, xml);
}
