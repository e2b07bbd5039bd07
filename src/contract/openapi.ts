/** The parts of OpenAPI 3.1 that the reference uses, each with its words in both languages. */
import type { JsonSchema } from '../events/schema.ts';

export type { JsonSchema };

/** `description` holds both languages; these hold them apart. */
export interface Worded {
  readonly description: string;
  readonly 'x-zh': string;
  readonly 'x-en': string;
}

export interface OpenApiReference {
  readonly $ref: string;
}

export interface OpenApiParameter extends Worded {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: JsonSchema;
  readonly style?: 'pipeDelimited';
  readonly explode?: false;
}

export interface OpenApiMedia {
  readonly schema?: JsonSchema;
  readonly example?: unknown;
}

export interface OpenApiHeader extends Worded {
  readonly schema: JsonSchema;
}

export interface OpenApiResponse extends Worded {
  readonly headers?: Readonly<Record<string, OpenApiReference>>;
  readonly content?: Readonly<Record<string, OpenApiMedia>>;
  /** Codes of the error catalogue that this status may carry. */
  readonly 'x-codes'?: readonly string[];
}

export interface OpenApiOperation extends Worded {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly 'x-summary-zh': string;
  readonly 'x-summary-en': string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly (OpenApiParameter | OpenApiReference)[];
  readonly requestBody?: { readonly required: true; readonly content: Readonly<Record<string, OpenApiMedia>> };
  readonly responses: Readonly<Record<string, OpenApiResponse>>;
  /** Values that make a request of it. */
  readonly 'x-example'?: RequestExample;
  /** The same request with the client of this project. */
  readonly 'x-client'?: string;
}

export interface RequestExample {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Query parameters named by a pattern, which OpenAPI has no place for. */
export interface ParameterFamily extends Worded {
  readonly pattern: string;
  readonly accepts: string;
  readonly examples: readonly string[];
}

export interface OpenApiTag extends Worded {
  readonly name: string;
  readonly 'x-name-zh': string;
  readonly 'x-name-en': string;
}

export interface OpenApi {
  readonly openapi: '3.1.0';
  readonly info: Worded & {
    readonly title: string;
    readonly version: string;
    readonly license: { name: string; identifier: string };
  };
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly OpenApiTag[];
  readonly paths: Readonly<Record<string, Readonly<Partial<Record<Method, OpenApiOperation>>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly parameters: Readonly<Record<string, OpenApiParameter>>;
    readonly headers: Readonly<Record<string, OpenApiHeader>>;
    readonly securitySchemes: Readonly<Record<string, JsonSchema>>;
  };
  readonly 'x-parameter-families': readonly ParameterFamily[];
}

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete' | 'options';
