/** What is printed, read again: by a decoder, by a PDF renderer, as text. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildDigitalLink, checkDigit, rawElementString } from '../../src/codes/index.ts';
import {
  type Certificate,
  drawCertificates,
  drawSheets,
  type Label,
  layouts,
  pngOf,
  type SymbolSpec,
  svgOf,
  zplOf,
} from '../../src/labels/index.ts';
import { hasChromium, openBrowser } from '../browser/chromium.ts';
import { decode } from './decode.ts';

const gtins = fc
  .tuple(fc.constant('0'), fc.stringMatching(/^69\d{10}$/))
  .map(([indicator, digits]) => indicator + digits + checkDigit(indicator + digits));
const values = fc.stringMatching(/^[A-Z0-9-]{1,12}$/);

describe('a symbol', () => {
  it('says the same when it is read again: QR', async () => {
    await fc.assert(
      fc.asyncProperty(gtins, values, values, async (gtin, lot, serial) => {
        const content = buildDigitalLink(
          new Map([
            ['01', gtin],
            ['10', lot],
            ['21', serial],
          ]),
          'https://trace.example.cn',
        );
        expect(await decode(pngOf({ kind: 'qr', content }))).toEqual([{ format: 'QRCode', text: content }]);
      }),
      { numRuns: 15 },
    );
  });

  it.each([
    ['gs1datamatrix', 'DataMatrix'],
    ['gs1-128', 'Code128'],
  ] as const)('says the same when it is read again: %s, FNC1 included', async (kind, format) => {
    await fc.assert(
      fc.asyncProperty(gtins, values, values, async (gtin, lot, serial) => {
        const content = `(01)${gtin}(10)${lot}(21)${serial}`;
        expect(await decode(pngOf({ kind, content }))).toEqual([{ format, text: rawElementString(content) }]);
      }),
      { numRuns: 15 },
    );
  });

  it('says the same when it is read again: EAN-13, Code 128', async () => {
    expect(await decode(pngOf({ kind: 'ean13', content: '6901234567892' }))).toEqual([
      { format: 'EAN13', text: '6901234567892' },
    ]);
    expect(await decode(pngOf({ kind: 'code128', content: '83857930000879766660' }))).toEqual([
      { format: 'Code128', text: '83857930000879766660' },
    ]);
  });

  it.each<[string, SymbolSpec]>([
    ['a check digit', { kind: 'ean13', content: '6901234567890' }],
    ['letters', { kind: 'ean13', content: 'ABC' }],
    ['a GTIN in an element string', { kind: 'gs1datamatrix', content: '(01)06901234567890' }],
    ['an identifier', { kind: 'gs1-128', content: '(0999)1' }],
    ['nothing', { kind: 'qr', content: '' }],
    ['too much', { kind: 'qr', content: 'x'.repeat(1_001) }],
  ])('is refused for %s', (_, spec) => {
    expect(() => pngOf(spec)).toThrow(expect.objectContaining({ code: 'symbol_refused' }));
    expect(() => svgOf(spec)).toThrow(expect.objectContaining({ code: 'symbol_refused' }));
  });

  it.skipIf(!hasChromium)(
    'is the same as SVG, in a browser',
    async () => {
      const browser = await openBrowser();
      try {
        const page = await browser.context.newPage();
        for (const spec of [
          { kind: 'qr', content: 'https://trace.example.cn/t/ZS7K3Q9D4HX2M8A0BCP' },
          { kind: 'gs1datamatrix', content: '(01)06901234567892(21)S1' },
          { kind: 'ean13', content: '6901234567892' },
        ] as const) {
          await page.setContent(svgOf(spec));
          const [found] = await decode(await page.screenshot());
          expect(found!.text.replace(/\u001d/g, '')).toBe(spec.content.replace(/[()]/g, ''));
        }
      } finally {
        await browser.close();
      }
    },
    60_000,
  );
});

const label = (i: number, more: Partial<Label> = {}): Label => ({
  symbol: { kind: 'qr', content: `https://trace.example.cn/01/06901234567892/21/S${i}` },
  name: '济源轵城镇红富士苹果',
  lines: [`批次 J2610${i % 10}`, '2026-10-14', '济源市轵城镇王屋山果品专业合作社'],
  code: `06901234567892 S${i}`,
  ...more,
});

async function bytesOf(paper: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of paper) parts.push(part);
  return Buffer.concat(parts);
}

const hasPoppler = ((): boolean => {
  try {
    execFileSync('pdftoppm', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    console.log('skipped: pdftoppm (poppler-utils) is absent, PDF pages are not rendered');
    return false;
  }
})();

/** Every page as PNG, and the text of all. */
function rendered(pdf: Buffer, dpi = 200): { pages: Buffer[]; text: string } {
  const folder = mkdtempSync(join(tmpdir(), 'zhuisu-labels-'));
  try {
    const file = join(folder, 'x.pdf');
    writeFileSync(file, pdf);
    execFileSync('pdftoppm', ['-png', '-r', String(dpi), file, join(folder, 'page')]);
    const pages = readdirSync(folder)
      .filter((name) => name.endsWith('.png'))
      .sort();
    return {
      pages: pages.map((name) => readFileSync(join(folder, name))),
      text: execFileSync('pdftotext', ['-layout', file, '-']).toString(),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe.skipIf(!hasPoppler)('a sheet', () => {
  it.each(layouts.map((layout) => [layout.id, layout] as const))(
    '%s: every symbol reads, every character is there',
    async (id, layout) => {
      const count = Math.min(layout.columns * layout.rows, 12) + 1;
      const { pages, text } = rendered(
        await bytesOf(
          drawSheets(
            Array.from({ length: count }, (_, i) => label(i)),
            id,
          ),
        ),
        300,
      );
      expect(pages).toHaveLength(Math.ceil(count / (layout.columns * layout.rows)));
      const found = (await Promise.all(pages.map((page) => decode(page)))).flat().map((each) => each.text);
      expect(found.sort()).toEqual(Array.from({ length: count }, (_, i) => label(i).symbol.content).sort());
      expect(text).toContain('轵');
    },
  );

  it('carries the other symbols too, and long names stay inside', async () => {
    const name = '特别长的产品名称'.repeat(12);
    const kinds: SymbolSpec[] = [
      { kind: 'gs1datamatrix', content: '(01)06901234567892(10)A1(21)S1' },
      { kind: 'gs1-128', content: '(01)06901234567892(10)A1' },
      { kind: 'ean13', content: '6901234567892' },
    ];
    const { pages, text } = rendered(
      await bytesOf(
        drawSheets(
          kinds.map((symbol, i) => label(i, { symbol, name })),
          '60x40',
        ),
      ),
      300,
    );
    expect((await Promise.all(pages.map((page) => decode(page)))).map(([first]) => first?.format)).toEqual([
      'DataMatrix',
      'Code128',
      'EAN13',
    ]);
    expect(text).toContain('…');
  });
});

describe('a job', () => {
  it('of ten thousand labels says how far it is and keeps its memory', async () => {
    const before = process.memoryUsage().rss;
    let highest = 0;
    const told: number[] = [];
    const labels = (function* () {
      for (let i = 0; i < 10_000; i++) yield label(i, { lines: ['批次 A1'], name: '苹果' });
    })();
    let bytes = 0;
    for await (const part of drawSheets(labels, 'a4-4x10', { onProgress: (done) => told.push(done) })) {
      bytes += (part as Uint8Array).length;
      highest = Math.max(highest, process.memoryUsage().rss);
    }
    expect(told.at(-1)).toBe(10_000);
    expect(told).toHaveLength(250);
    expect(bytes).toBeGreaterThan(1_000_000);
    expect((highest - before) / 2 ** 20).toBeLessThan(400);
  }, 120_000);

  it('ends when it is told to, and at a label that cannot be', async () => {
    const stop = new AbortController();
    const forever = (function* () {
      for (let i = 0; ; i++) {
        if (i === 100) stop.abort(new Error('enough'));
        yield label(i);
      }
    })();
    await expect(bytesOf(drawSheets(forever, '40x30', { signal: stop.signal }))).rejects.toThrow('enough');
    await expect(bytesOf(drawSheets([label(0, { symbol: { kind: 'ean13', content: '1' } })], '40x30'))).rejects.toThrow(/symbol/);
    expect(() => drawSheets([], 'nothing')).toThrow(expect.objectContaining({ code: 'layout_unknown' }));
  });
});

const certificate = (more: Partial<Certificate> = {}): Certificate => ({
  style: 'producer',
  number: 'HGZ-419001-20261124-ABCDEFGH',
  product: '红富士苹果',
  quantity: '1200 千克',
  origin: '河南省济源市轵城镇',
  issuer: '济源市王屋山果品专业合作社',
  contact: '0391-6600000',
  date: '2026-11-24',
  bases: ['control', 'own_test'],
  address: 'https://trace.example.cn/t/HGZ-419001-20261124-ABCDEFGH',
  ...more,
});

describe('a certificate', () => {
  it.skipIf(!hasPoppler)('has in both styles its wording, its fields and its symbol', async () => {
    const { pages, text } = rendered(await bytesOf(drawCertificates([certificate(), certificate({ style: 'purchaser' })])), 200);
    for (const words of [
      '承诺达标合格证',
      '未使用禁用农药',
      '已按规定收取并保存',
      '自行检测合格',
      '轵城镇',
      '1200千克',
      'HGZ-419001-20261124-ABCDEFGH',
    ])
      expect(text.replace(/\s+(?=[\u4e00-\u9fff])/g, '')).toContain(words);
    for (const page of pages) expect((await decode(page))[0]?.text).toBe(certificate().address);
  });

  it('without a ticked basis, or with a field missing, is refused', () => {
    for (const [path, wrong] of [
      ['certificates[0].bases', { bases: [] }],
      ['certificates[0].origin', { origin: ' ' }],
      ['certificates[0].style', { style: 'other' as never }],
    ] as const)
      expect(() => drawCertificates([certificate(wrong)])).toThrow(
        expect.objectContaining({ code: 'value_invalid', details: expect.objectContaining({ path }) }),
      );
  });
});

describe('ZPL', () => {
  it('holds the symbol, and the text in hexadecimal', () => {
    const zpl = zplOf(label(7), '60x40', { dpi: 203 });
    expect(zpl).toMatch(/^\^XA\^CI28\n\^PW480\^LL320\n/);
    expect(zpl).toContain('^BQN,2,');
    expect(zpl.trimEnd().endsWith('^XZ')).toBe(true);
    const matrix = label(7, { symbol: { kind: 'gs1datamatrix', content: '(01)06901234567892(10)A_1(21)S1' } });
    expect(zplOf(matrix, '60x40', { dpi: 300 })).toContain('^FD_1010690123456789210A__1_121S1^FS');
  });

  it('lets no content give commands', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.constantFrom('^XA', '~JR', '^XZ', '_5EXZ'),
        (text, command) => {
          const hostile = text + command + text;
          const zpl = zplOf(label(1, { name: hostile, code: hostile, lines: [hostile] }), '60x40', { dpi: 203 });
          const calm = zplOf(label(1, { name: 'a', code: 'a', lines: ['a'] }), '60x40', { dpi: 203 });
          const commands = (source: string): string[] => source.match(/[\^~][A-Z@][A-Z0-9]?/g) ?? [];
          expect(commands(zpl)).toEqual(commands(calm));
        },
      ),
    );
    expect(() => zplOf(label(1), '60x40', { dpi: 203, font: 'E:X.TTF^XZ' })).toThrow(
      expect.objectContaining({ code: 'value_invalid' }),
    );
  });
});
