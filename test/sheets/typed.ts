/** Rows as a person types them into a template: written into the sheet 填报 of the file that the server gave, everything else as it was. */
import { buffer } from 'node:stream/consumers';
import { directoryOf, unpacked } from '../../src/sheets/archive.ts';
import { columnLetters } from '../../src/sheets/cells.ts';
import { fileOf, type TableValue } from '../../src/sheets/index.ts';
import { serialOfDate } from '../../src/sheets/worksheet.ts';
import { type Part, zipped } from '../../src/sheets/zip.ts';
import { gather } from './files.ts';

/** The sheet 填报 is the first of a template. */
const sheet = 'xl/worksheets/sheet1.xml';

export async function typedInto(template: Buffer, rows: readonly (readonly TableValue[])[]): Promise<Buffer> {
  const file = fileOf(template);
  const parts: Part[] = [];
  for (const [name, entry] of await directoryOf(file)) {
    const content = await gather(unpacked(file, entry, { left: 64 << 20 }));
    parts.push({ name, content: [name === sheet ? Buffer.from(withRows(content.toString('utf8'), rows)) : content] });
  }
  return buffer(zipped(parts));
}

function withRows(xml: string, rows: readonly (readonly TableValue[])[]): string {
  // A cell that somebody types into has the format of its column.
  const styles: string[] = [];
  for (const [, min, max, style] of xml.matchAll(/<col min="(\d+)" max="(\d+)"[^>]*? style="(\d+)"/g))
    for (let at = Number(min); at <= Number(max); at++) styles[at - 1] = ` s="${style}"`;
  const made = rows.map((cells, i) => {
    const row = i + 3;
    const typed = cells.map((value, at) => cellXml(value, `r="${columnLetters(at)}${row}"${styles[at] ?? ''}`));
    return `<row r="${row}">${typed.join('')}</row>`;
  });
  return xml.replace('</sheetData>', `${made.join('')}</sheetData>`);
}

function cellXml(value: TableValue, about: string): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return `<c ${about}><v>${value}</v></c>`;
  if (typeof value === 'boolean') return `<c ${about} t="b"><v>${value ? 1 : 0}</v></c>`;
  if (typeof value === 'object') return `<c ${about}><v>${serialOfDate(value.date)}</v></c>`;
  const text = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<c ${about} t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}
