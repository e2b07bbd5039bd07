/**
 * The Standard Business Document Header. JSON has three members for what matters in it (sender, receiver, instanceIdentifier); the whole
 * header is kept as an extension of the EPCIS header unless those three make up all of it.
 */
import type { Json } from './free.ts';

const member = 'sbdh:StandardBusinessDocumentHeader';

const object = (value: unknown): Json | undefined =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Json) : undefined;
const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
const textOf = (value: unknown): string | undefined => {
  const text = object(value)?.['#text'] ?? value;
  return typeof text === 'string' && text !== '' ? text : undefined;
};

/** The header that stands for the three members. */
export function headerFor(parties: Json, creationDate: unknown): Json {
  const partner = (name: string): Json => ({ 'sbdh:Identifier': parties[name] ?? '' });
  return {
    'sbdh:HeaderVersion': '1.0',
    'sbdh:Sender': partner('sender'),
    'sbdh:Receiver': partner('receiver'),
    'sbdh:DocumentIdentification': {
      'sbdh:Standard': 'EPCglobal',
      'sbdh:TypeVersion': '1.0',
      'sbdh:InstanceIdentifier': parties['instanceIdentifier'] ?? '',
      'sbdh:Type': 'Events',
      'sbdh:CreationDateAndTime': creationDate ?? '',
    },
  };
}

export const headerOf = (header: Json): [string, unknown] | undefined =>
  header[member] === undefined ? undefined : [member, header[member]];

/** Takes sender, receiver and instance identifier out of a header; what is more than those stays in it. */
export function withoutHeader(header: Json | undefined, creationDate: unknown): { header: Json | undefined; parties: Json } {
  const whole = object(header?.[member]);
  if (header === undefined || whole === undefined) return { header, parties: {} };
  const parties: Json = {};
  for (const [name, value] of [
    ['instanceIdentifier', object(whole['sbdh:DocumentIdentification'])?.['sbdh:InstanceIdentifier']],
    ['sender', object(first(whole['sbdh:Sender']))?.['sbdh:Identifier']],
    ['receiver', object(first(whole['sbdh:Receiver']))?.['sbdh:Identifier']],
  ] as const) {
    const text = textOf(first(value));
    if (text !== undefined) parties[name] = text;
  }
  if (JSON.stringify(headerFor(parties, creationDate)) !== JSON.stringify(whole)) return { header, parties };
  const { [member]: _, ...others } = header;
  return { header: others, parties };
}
