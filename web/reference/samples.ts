/** Example requests: for a shell, and with the client of this project. */
import type { OpenApiOperation } from '../../src/contract/openapi.ts';
import { type Html, html } from '../portal/html.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const textOf = (example: unknown): string => (typeof example === 'string' ? example : JSON.stringify(example, null, 2));

/** A session is a cookie that signing in has left in a file; who sends it says from which site. */
function credentials(origin: string, { operationId, security }: OpenApiOperation): string[] {
  if (operationId === 'signIn') return ['-c session.txt'];
  if (security.length > 1) return [];
  return security[0]!['session'] === undefined
    ? [`-H 'Authorization: Bearer TOKEN'`]
    : ['-b session.txt -c session.txt', `-H 'Origin: ${origin}'`];
}

/** The command line of an operation, line by line. */
export function curlOf(origin: string, method: string, path: string, operation: OpenApiOperation): readonly string[] {
  const { path: inPath = {}, query = {}, headers = {} } = operation['x-example'] ?? {};
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(inPath[name] ?? name));
  const search = Object.entries(query).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  const [type, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const options = [
    ...credentials(origin, operation),
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(type === undefined ? [] : [`-H 'Content-Type: ${type}'`]),
  ];
  const verb = method === 'get' || (method === 'post' && media !== undefined) ? '' : `-X ${method.toUpperCase()} `;
  const first = `curl ${verb}${quoted(`${origin}${address}${search.length > 0 ? `?${search.join('&')}` : ''}`)}`;
  const data = media === undefined ? [] : [`-d ${quoted(textOf(media.example))}`];
  const parts = [first, ...[...options, ...data].map((each) => `  ${each}`)];
  return parts.flatMap((part, i) => (i < parts.length - 1 ? `${part} \\` : part).split('\n'));
}

/** Lines are elements of their own: the template drops line breaks. */
export const sample = (title: string, lines: readonly string[]): Html => html`<figure class="sample">
  <figcaption>${title}</figcaption>
  <pre tabindex="0" aria-label="${title}"><code>${lines.map((line) => html`<span>${line}</span>`)}</code></pre></figure>`;
