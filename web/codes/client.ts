/** Explains the code while it is typed, with the parsers of the server; what is known of it is asked for on sending. */
import { recognise, schemes } from '../../src/codes/index.ts';
import { readingsBlock, withScheme } from '../portal/codes.ts';

const schemeById = new Map(schemes.map((scheme) => [scheme.id, scheme]));
const field = document.getElementById('code') as HTMLTextAreaElement;
const place = document.getElementById('readings')!;

field.addEventListener('input', () => {
  const text = field.value.trim();
  const readings = recognise(text).map((reading) => withScheme(reading, schemeById.get(reading.scheme)!));
  place.innerHTML = text === '' ? '' : String(readingsBlock(readings));
});
