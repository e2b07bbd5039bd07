/** Text of XML: what must be escaped, and what cannot be said at all. */
import { shown } from '../schema.ts';
import { epochMicros } from '../time.ts';
import { XmlInexpressible } from './fault.ts';

/** XML 1.0 §2.2: these characters cannot stand in a document, not even as references. */
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** Throws XmlInexpressible, with the path that `at` gives. */
function checked(text: string, at: string): string {
  if (forbidden.test(text) || !text.isWellFormed())
    throw new XmlInexpressible(at, shown(text), 'characters that XML 1.0 can hold: no control characters');
  return text;
}

const textSigns: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };
const attributeSigns: Readonly<Record<string, string>> = { ...textSigns, '"': '&quot;', '\t': '&#9;', '\n': '&#10;' };

export const escapeText = (text: string, at: string): string =>
  /[&<>\r]/.test(checked(text, at)) ? text.replace(/[&<>\r]/g, (sign) => textSigns[sign]!) : text;
export const escapeAttribute = (text: string, at: string): string =>
  /[&<>"\t\n\r]/.test(checked(text, at)) ? text.replace(/[&<>"\t\n\r]/g, (sign) => attributeSigns[sign]!) : text;

const stamp = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))$/;

/** A time as the XSDs want it (DateTimeStamp of 2.0). Spellings that RFC 3339 knows besides become the same moment in UTC. */
export function timeText(text: string, at: string): string {
  if (stamp.test(text)) return text;
  const micros = epochMicros(text);
  if (Number.isNaN(micros)) throw new XmlInexpressible(at, shown(text), 'a date and time with time zone');
  const iso = new Date(Math.floor(micros / 1000)).toISOString();
  const rest = ((micros % 1000) + 1000) % 1000;
  return rest === 0 ? iso : `${iso.slice(0, -1)}${String(rest).padStart(3, '0')}Z`;
}
