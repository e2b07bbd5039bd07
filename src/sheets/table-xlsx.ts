/**
 * The parts of a workbook with tables (ECMA-376 part 1, §18). Written here rather than by a library because the sheet must follow the
 * pace of its reader: a hundred thousand rows take as much memory as a thousand.
 */
import { columnLetters } from './cells.ts';
import {
  looksLikeFormula,
  type TableColumn,
  type TableLine,
  type TableLines,
  type TableOptions,
  type TableValue,
} from './table.ts';
import { serialOfDate } from './worksheet.ts';
import type { Part } from './zip.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Cell formats: each of the formats below in each tone, in this order. */
const formats = ['general', 'text', 'guarded', 'date', 'moment'] as const;
const tones = ['plain', 'heading', 'second', 'wrong'] as const;
type Format = (typeof formats)[number];
type Tone = (typeof tones)[number];
const styleOf = (tone: Tone, format: Format): number => tones.indexOf(tone) * formats.length + formats.indexOf(format);

export function* workbookParts(columns: readonly TableColumn[], lines: TableLines, options: TableOptions): Generator<Part> {
  const { name = '', more = [], marks } = options;
  const shown = [name, ...more.map((each) => each.name)].map(sheetName);
  const names = [...shown, ...(marks === undefined ? [] : [marks.name])];
  yield part(
    '[Content_Types].xml',
    `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/>` +
      names
        .map((_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${sheetType}.worksheet+xml"/>`)
        .join('') +
      `<Override PartName="/xl/styles.xml" ContentType="${sheetType}.styles+xml"/></Types>`,
  );
  yield part('_rels/.rels', relationships([['officeDocument', 'xl/workbook.xml']]));
  yield part(
    'xl/workbook.xml',
    `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${names
      .map(
        (each, i) =>
          `<sheet name="${escaped(each)}" sheetId="${i + 1}" r:id="rId${i + 1}"${i >= shown.length ? ' state="veryHidden"' : ''}/>`,
      )
      .join('')}</sheets></workbook>`,
  );
  yield part(
    'xl/_rels/workbook.xml.rels',
    relationships([...names.map((_, i) => ['worksheet', `worksheets/sheet${i + 1}.xml`] as const), ['styles', 'styles.xml']]),
  );
  yield part('xl/styles.xml', styles());
  yield { name: 'xl/worksheets/sheet1.xml', content: worksheet(columns, lines) };
  for (const [i, sheet] of more.entries())
    yield { name: `xl/worksheets/sheet${i + 2}.xml`, content: worksheet(sheet.columns, sheet.lines) };
  if (marks === undefined) return;
  const rows = Object.entries(marks.values).map(([key, value], i) => rowXml({ cells: [key, value] }, i + 1, 'plain'));
  yield part(
    `xl/worksheets/sheet${names.length}.xml`,
    `<worksheet xmlns="${main}"><sheetData>${rows.join('')}</sheetData></worksheet>`,
  );
}

/** Without what spreadsheets refuse in the name of a sheet. */
const sheetName = (name: string): string =>
  name
    .replace(/[[\]:*?/\\]/g, '_')
    .slice(0, 31)
    .replace(/^'|'$/g, '_') || 'Sheet1';

const part = (name: string, xml: string): Part => ({ name, content: [Buffer.from(declaration + xml)] });

const relationships = (rows: readonly (readonly [type: string, target: string])[]): string =>
  `<Relationships xmlns="${packaged}/relationships">${rows
    .map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${office}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

function styles(): string {
  const fill = (colour: string): string =>
    `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/></patternFill></fill>`;
  const numbers: Readonly<Record<Format, number>> = { general: 0, text: 49, guarded: 49, date: 164, moment: 165 };
  const look: Readonly<Record<Tone, string>> = {
    plain: 'fontId="0" fillId="0"',
    heading: 'fontId="1" fillId="2"',
    second: 'fontId="2" fillId="2"',
    wrong: 'fontId="0" fillId="3"',
  };
  const cells = tones.flatMap((tone) =>
    formats.map(
      (format) =>
        `<xf numFmtId="${numbers[format]}" ${look[tone]} borderId="0" xfId="0" applyNumberFormat="1" applyFill="1" applyFont="1"${
          format === 'guarded' ? ' quotePrefix="1"' : ''
        }/>`,
    ),
  );
  return (
    `<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>` +
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font>' +
    '<font><b/><sz val="11"/><name val="Calibri"/></font><font><sz val="9"/><color rgb="FF6B7280"/><name val="Calibri"/></font></fonts>' +
    '<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
    `${fill('EEF2F6')}${fill('FDE8E8')}</fills>` +
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
    `<cellXfs count="${cells.length}">${cells.join('')}</cellXfs></styleSheet>`
  );
}

/** Rows are handed on when they fill a piece of this many characters. */
const pieceLength = 64 << 10;

async function* worksheet(columns: readonly TableColumn[], lines: TableLines): AsyncGenerator<Buffer> {
  const seconds = columns.some(({ second }) => second !== undefined);
  const top = seconds ? 2 : 1;
  let xml =
    `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">` +
    `<pane ySplit="${top}" topLeftCell="A${top + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>` +
    columns.map(({ width = 16 }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('') +
    `</cols><sheetData>${rowXml({ cells: columns.map(({ heading }) => heading) }, 1, 'heading')}` +
    (seconds ? rowXml({ cells: columns.map(({ second }) => second) }, 2, 'second') : '');
  let number = top;
  for await (const some of lines) {
    for (const line of some) {
      xml += rowXml(line, ++number, line.tone ?? 'plain');
      if (xml.length < pieceLength) continue;
      yield Buffer.from(xml);
      xml = '';
    }
  }
  // With two rows of headings a program cannot tell by itself below which of them the rows are that it may sort.
  const filter = number > top ? `<autoFilter ref="A${top}:${columnLetters(columns.length - 1)}${number}"/>` : '';
  yield Buffer.from(`${xml}</sheetData>${filter}</worksheet>`);
}

function rowXml({ cells }: TableLine, number: number, tone: Tone): string {
  let xml = `<row r="${number}">`;
  for (let i = 0; i < cells.length; i++) xml += cellXml(cells[i], `${columnLetters(i)}${number}`, tone);
  return `${xml}</row>`;
}

function cellXml(value: TableValue, address: string, tone: Tone): string {
  const style = (format: Format): string => `<c r="${address}" s="${styleOf(tone, format)}"`;
  switch (typeof value) {
    case 'undefined':
      return tone === 'plain' ? '' : `${style('general')}/>`;
    case 'number':
      return `${style('general')}><v>${value}</v></c>`;
    case 'boolean':
      return `${style('general')} t="b"><v>${value ? 1 : 0}</v></c>`;
    case 'object': {
      const serial = serialOfDate(value.date);
      if (Number.isFinite(serial)) return `${style(value.date.endsWith('T00:00:00') ? 'date' : 'moment')}><v>${serial}</v></c>`;
      return `${style('text')} t="inlineStr"><is><t>${escaped(value.date)}</t></is></c>`;
    }
    default:
      return `${style(looksLikeFormula(value) ? 'guarded' : 'text')} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
  }
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Without what XML 1.0 cannot hold, and no longer than a cell may be. */
function escaped(text: string): string {
  const short = text.length > 32_767 ? text.slice(0, 32_767) : text;
  return /[&<>"\u0000-\u001f\ufffe\uffff\ud800-\udfff]/.test(short)
    ? short
        .toWellFormed()
        .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
        .replace(/[&<>"]/g, (sign) => entities[sign]!)
    : short;
}
