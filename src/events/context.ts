/**
 * JSON-LD contexts as far as events need them: prefixes, and the expansion of CURIEs (JSON-LD 1.1 §4.1.5). Terms keep the meaning the
 * EPCIS context gives them, whatever a document adds.
 */
export type Prefixes = ReadonlyMap<string, string>;

/** Prefixes that the GS1 EPCIS context itself declares. */
export const noPrefixes: Prefixes = new Map([
  ['epcis', 'https://ref.gs1.org/epcis/'],
  ['cbv', 'https://ref.gs1.org/cbv/'],
  ['cbvmda', 'urn:epcglobal:cbv:mda:'],
  ['gs1', 'https://gs1.org/voc/'],
  ['rdfs', 'http://www.w3.org/2000/01/rdf-schema#'],
  ['owl', 'http://www.w3.org/2002/07/owl#'],
  ['xsd', 'http://www.w3.org/2001/XMLSchema#'],
  ['dcterms', 'http://purl.org/dc/terms/'],
]);

const kept = new WeakMap<object, Prefixes>();

/** Prefixes in force in an event: those of its document, then its own. */
export function prefixesOf(documentContext: unknown, eventContext?: unknown): Prefixes {
  if (eventContext === undefined) {
    if (typeof documentContext !== 'object' || documentContext === null) return noPrefixes;
    let prefixes = kept.get(documentContext);
    if (prefixes === undefined) {
      prefixes = collect(noPrefixes, documentContext);
      kept.set(documentContext, prefixes);
    }
    return prefixes;
  }
  return collect(prefixesOf(documentContext), eventContext);
}

function collect(before: Prefixes, context: unknown): Prefixes {
  const prefixes = new Map(before);
  for (const element of Array.isArray(context) ? context : [context]) {
    if (typeof element !== 'object' || element === null) continue;
    for (const [name, definition] of Object.entries(element as object)) {
      const uri = typeof definition === 'string' ? definition : (definition as { '@id'?: unknown } | null)?.['@id'];
      if (typeof uri === 'string' && !name.startsWith('@')) prefixes.set(name, uri);
    }
  }
  return prefixes;
}

/** `example:shelf` → `https://ns.example.com/shelf` where `example` is declared; everything else unchanged. */
export function expandCurie(value: string, prefixes: Prefixes): string {
  const colon = value.indexOf(':');
  if (colon <= 0 || value.charCodeAt(colon + 1) === 47) return value;
  if (colon === 3 && value.startsWith('urn')) return value;
  const namespace = prefixes.get(value.slice(0, colon));
  return namespace === undefined ? value : namespace + value.slice(colon + 1);
}
