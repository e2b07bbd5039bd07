/**
 * What a workbook (ECMA-376 part 1, §18) says before its rows are read: its sheets, which cell formats are dates, the texts that cells
 * share. Workbooks that can run something or that draw on other files are refused.
 */
import { ZhuisuError } from '../errors.ts';
import { broken, directoryOf, type Entry, unpacked, wholePart } from './archive.ts';
import type { SheetFile } from './file.ts';
import { mostShared, mostSharedTexts, mostUnpacked } from './limits.ts';
import { prefixed, readXml, xmlReader } from './xml.ts';

export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly entry: Entry;
}

export interface Workbook {
  readonly file: SheetFile;
  readonly sheets: readonly Sheet[];
  /** By index of the cell format: whether its numbers are dates. */
  readonly dates: readonly boolean[];
  /** Days count from 1904 on (§18.17.4.1). */
  readonly from1904: boolean;
  readonly strings: readonly string[];
  /** What may still be unpacked; each reading takes from it anew. */
  readonly left: number;
}

/** Parts that run something or reach outside, and what they are. */
const unsafe: readonly (readonly [part: RegExp, zh: string, en: string])[] = [
  [/vbaProject|\.bas$/i, '宏（VBA）', 'macros (VBA)'],
  [/^xl\/(?:macrosheets|dialogsheets|intlmacrosheets)\//i, '宏表', 'macro sheets'],
  [/^xl\/externalLinks\//i, '外部链接或 DDE', 'links to other files, or DDE'],
  [/^xl\/(?:activeX|embeddings|ctrlProps)\//i, '嵌入对象或控件', 'embedded objects or controls'],
  [/^xl\/(?:connections\.xml|queryTables\/|model\/)/i, '外部数据连接', 'data connections'],
];

/** Throws table_unreadable, table_too_large, sheet_unsafe. */
export async function openWorkbook(file: SheetFile): Promise<Workbook> {
  const entries = await directoryOf(file);
  for (const name of entries.keys()) {
    const found = unsafe.find(([part]) => part.test(name));
    if (found !== undefined) throw new ZhuisuError('sheet_unsafe', { came: `${found[1]} ${found[2]}` });
  }
  const budget = { left: mostUnpacked };
  const part = async (name: string): Promise<string | undefined> => {
    const found = entries.get(name);
    return found === undefined ? undefined : wholePart(file, found, budget);
  };
  const types = await part('[Content_Types].xml');
  if (types !== undefined && /macroEnabled|ms-office\.vbaProject/i.test(types))
    throw new ZhuisuError('sheet_unsafe', { came: '启用宏的工作簿 a workbook with macros (.xlsm)' });
  const [relations, workbook] = [await part('xl/_rels/workbook.xml.rels'), await part('xl/workbook.xml')];
  if (relations === undefined || workbook === undefined) throw broken('不是 Excel 工作簿', 'it is no Excel workbook');
  const targets = new Map<string, string>();
  let shared: Entry | undefined;
  readXml('workbook.xml.rels', relations, {
    open(name, { Id = '', Target = '', Type = '' }) {
      if (name !== 'Relationship') return;
      const path = Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`;
      targets.set(Id, path);
      if (Type.endsWith('/sharedStrings')) shared = entries.get(path);
    },
  });
  const sheets: Sheet[] = [];
  let from1904 = false;
  readXml('workbook.xml', workbook, {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const found = entries.get(targets.get(prefixed(attributes, 'id') ?? '') ?? '');
      if (found !== undefined)
        sheets.push({ name: attributes.name ?? '', hidden: (attributes.state ?? 'visible') !== 'visible', entry: found });
    },
  });
  if (sheets.length === 0) throw broken('没有工作表', 'it has no worksheet');
  const styles = await part('xl/styles.xml');
  return {
    file,
    sheets,
    from1904,
    dates: styles === undefined ? [] : dateFormats(styles),
    strings: shared === undefined ? [] : await sharedStrings(file, shared, budget),
    left: budget.left,
  };
}

/** Formats that show a date (§18.8.30): built-in numbers, and codes with a day, month, year or hour outside quotes and brackets. */
function dateFormats(styles: string): boolean[] {
  const own = new Map<number, boolean>();
  const dates: boolean[] = [];
  let inCells = false;
  readXml('styles.xml', styles, {
    open(name, attributes) {
      if (name === 'numFmt') {
        const code = (attributes.formatCode ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, '');
        own.set(Number(attributes.numFmtId), /[ymdhs年月日时分秒]/i.test(code) && !/^general$/i.test(code));
      }
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) {
        const id = Number(attributes.numFmtId ?? 0);
        dates.push(
          own.get(id) ?? ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)),
        );
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return dates;
}

/** Texts of rich runs are joined; how a Chinese or Japanese word is read (rPh) is no part of it. */
async function sharedStrings(file: SheetFile, item: Entry, budget: { left: number }): Promise<string[]> {
  const strings: string[] = [];
  let [text, taking, phonetic, characters] = ['', false, false, 0];
  const reader = xmlReader('sharedStrings.xml', {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') phonetic = true;
      else if (name === 't') taking = !phonetic;
    },
    text(piece) {
      if (taking) text += piece;
    },
    close(name) {
      if (name === 't') taking = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'si') {
        characters += text.length;
        strings.push(text);
        if (characters > mostShared || strings.length > mostSharedTexts)
          throw new ZhuisuError('table_too_large', { expected: `${mostShared / 1_000_000} 百万字 million characters` });
      }
    },
  });
  for await (const piece of unpacked(file, item, budget)) reader.write(piece);
  reader.end();
  return strings;
}
