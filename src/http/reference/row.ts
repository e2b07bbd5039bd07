/** What a row of the reference says of a route. The rows are the description; the routes themselves know nothing of it. */
import type { Action } from '../../access/index.ts';
import type { JsonSchema, Method, RequestExample } from '../../contract/openapi.ts';
import type { ErrorCode } from '../../errors.ts';
import type { Shape } from '../../events/schema.ts';

export interface Words {
  readonly zh: string;
  readonly en: string;
}

export interface ParameterRow extends Words {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema: JsonSchema;
  readonly required?: boolean;
  /** Values separated by |. */
  readonly list?: true;
  /** Shared: described once among the components, under its name. */
  readonly shared?: true;
}

export interface BodyRow {
  readonly types: readonly string[];
  /** Undefined where the body is not JSON. */
  readonly shape?: Shape<unknown>;
  readonly example: unknown;
}

export interface AnswerRow extends Words {
  readonly status: number;
  /** Media types; none where there is no body. */
  readonly types?: readonly string[];
  /** Undefined where the body is not JSON. */
  readonly shape?: Shape<unknown>;
  readonly headers?: readonly string[];
}

export interface Operation extends Words {
  readonly method: Method;
  /** As OpenAPI writes it: /epcis/events/{eventID}. */
  readonly path: string;
  /** As the server has it, where that differs by more than the spelling of parameters. */
  readonly route?: string;
  readonly id: string;
  readonly tag: string;
  /** What the caller must be allowed to do; undefined: everybody may. */
  readonly needs?: Action;
  /** For the session of a person; what they may do is for the rules of accounts to say. */
  readonly signedIn?: true;
  readonly more?: Words;
  readonly parameters?: readonly ParameterRow[];
  readonly body?: BodyRow;
  readonly answers: readonly AnswerRow[];
  /** Refusals of this operation, beside those that every one has. */
  readonly errors?: readonly ErrorCode[];
  /** Media types of refusals, where they are not those of all. */
  readonly refusedAs?: readonly string[];
  readonly example?: RequestExample;
  readonly client?: string;
}

export const words = (zh: string, en: string): Words => ({ zh, en });

export const json = ['application/json'] as const;
export const ldJson = ['application/ld+json'] as const;
export const xml = ['application/xml', 'text/xml'] as const;
/** Events and data of the EPCIS interface, in the order of preference. */
export const eventTypes = [...ldJson, ...json, ...xml] as const;
export const dataTypes = [...json, ...ldJson, ...xml] as const;

export const text: JsonSchema = { type: 'string' };
export const whole = (least: number, most: number, otherwise?: number): JsonSchema => ({
  type: 'integer',
  minimum: least,
  maximum: most,
  ...(otherwise === undefined ? {} : { default: otherwise }),
});

export const inPath = (name: string, zh: string, en: string, schema: JsonSchema = text): ParameterRow => ({
  name,
  in: 'path',
  zh,
  en,
  schema,
  required: true,
});
export const inQuery = (name: string, zh: string, en: string, schema: JsonSchema = text): ParameterRow => ({
  name,
  in: 'query',
  zh,
  en,
  schema,
});

export const idempotencyKey: ParameterRow = {
  name: 'Idempotency-Key',
  in: 'header',
  zh: '本次请求的名称；以同一名称重发得到同一结果。也可写在正文的 request 中',
  en: 'the name of this request; sent again under the same name it has the same result. The member request of the body says the same',
  schema: { type: 'string', minLength: 1, maxLength: 80 },
};

export const uuidSchema: JsonSchema = { type: 'string', format: 'uuid' };

/** Refusals of a JSON body. */
export const bodyErrors = [
  'unsupported_media',
  'body_too_large',
  'not_utf8',
  'not_json',
  'key_repeated',
  'too_deep',
  'value_invalid',
] as const satisfies readonly ErrorCode[];

/** Links of lists: how the next page is found. */
export const paged: readonly string[] = ['Link', 'GS1-Next-Page-Token-Expires'];
