/**
 * 承诺达标合格证 in its two official styles (农产品质量安全承诺达标合格证管理办法, 农业农村部令2025年第4号, as its implementers cite it:
 * the wording below was not compared with the gazette). Printed on A6, or on labels from 100 × 150 mm.
 */
import { ZhuisuError } from '../errors.ts';
import { drawBox, drawFrame, drawSymbol, drawText, newPage, newPaper, type Paper } from './paper.ts';

/** `producer`: 样式一; `purchaser`: 样式二, for those who buy and sell on. */
export type CertificateStyle = 'producer' | 'purchaser';

export type Basis = 'control' | 'own_test' | 'contract_test';

export interface Certificate {
  readonly style: CertificateStyle;
  readonly number: string;
  readonly product: string;
  /** With its unit. */
  readonly quantity: string;
  readonly origin: string;
  /** Producer, or purchasing unit or person. */
  readonly issuer: string;
  readonly contact: string;
  /** YYYY-MM-DD */
  readonly date: string;
  /** At least one. */
  readonly bases: readonly Basis[];
  /** Address in the symbol. */
  readonly address: string;
}

const promises: Readonly<Record<CertificateStyle, readonly string[]>> = {
  producer: ['未使用禁用农药、兽药及其他化合物', '使用的常规农药、兽药残留不超标', '对承诺的真实性负责'],
  purchaser: [
    '已按规定收取并保存该批次农产品承诺达标合格证或者其他质量安全合格证明',
    '未违规使用保鲜剂、防腐剂、添加剂等',
    '对承诺的真实性负责',
  ],
};

const bases: readonly (readonly [Basis, string])[] = [
  ['control', '质量安全控制符合要求'],
  ['own_test', '自行检测合格'],
  ['contract_test', '委托检测合格'],
];

const size = [105, 148] as const;

/** A stream of PDF, a page for each certificate. Throws value_invalid when one ticks no basis or lacks a field. */
export function drawCertificates(certificates: readonly Certificate[]): Paper {
  for (const [i, each] of certificates.entries()) checked(each, i);
  const paper = newPaper('承诺达标合格证');
  for (const each of certificates) drawCertificate(paper, each);
  paper.end();
  return paper;
}

function checked(certificate: Certificate, i: number): void {
  for (const name of ['product', 'quantity', 'origin', 'issuer', 'contact', 'date', 'number', 'address'] as const) {
    const came: unknown = certificate[name];
    if (typeof came !== 'string' || came.trim() === '' || came.length > 200)
      throw new ZhuisuError('value_invalid', {
        path: `certificates[${i}].${name}`,
        came: JSON.stringify(came)?.slice(0, 40) ?? 'nothing',
        expected: '1 to 200 characters',
      });
  }
  if (!Object.hasOwn(promises, certificate.style))
    throw new ZhuisuError('value_invalid', {
      path: `certificates[${i}].style`,
      came: String(certificate.style).slice(0, 40),
      expected: 'producer or purchaser',
    });
  if (!Array.isArray(certificate.bases) || !bases.some(([id]) => certificate.bases.includes(id)))
    throw new ZhuisuError('value_invalid', {
      path: `certificates[${i}].bases`,
      came: JSON.stringify(certificate.bases)?.slice(0, 40) ?? 'nothing',
      expected: 'at least one of control, own_test, contract_test',
    });
}

function drawCertificate(paper: Paper, certificate: Certificate): void {
  const [width, height] = size;
  const pad = 7;
  const room = width - 2 * pad;
  newPage(paper, size);
  drawFrame(paper, [3, 3], [width - 6, height - 6]);
  let y = 7;
  const write = (text: string, points: number, lines: number, align: 'left' | 'center' = 'left', indent = 0): void => {
    y += drawText(paper, text, { at: [pad + indent, y], width: room - indent, size: points, lines, align });
  };
  write('承诺达标合格证', 18, 1, 'center');
  y += 1.5;
  write(certificate.style === 'producer' ? '我承诺生产销售的食用农产品：' : '我承诺收购销售的食用农产品：', 11, 1);
  for (const promise of promises[certificate.style]) {
    drawBox(paper, [pad, y + 1.1], 2.8, true);
    write(promise, 10.5, 2, 'left', 4.5);
    y += 0.8;
  }
  y += 1.5;
  write('承诺依据：', 11, 1);
  for (const [id, text] of bases) {
    drawBox(paper, [pad, y + 1.1], 2.8, certificate.bases.includes(id));
    write(text, 10.5, 1, 'left', 4.5);
    y += 0.8;
  }
  y += 2;
  const rows: readonly (readonly [string, string])[] = [
    ['产品名称', certificate.product],
    ['数量（重量）', certificate.quantity],
    ['产地', certificate.origin],
    [certificate.style === 'producer' ? '生产者' : '收购单位（个人）', certificate.issuer],
    ['联系方式', certificate.contact],
    ['开具日期', certificate.date],
  ];
  const symbol = 30;
  for (const [label, value] of rows) {
    // Beside the symbol the lines are shorter.
    const narrow = y > height - pad - symbol - 6;
    y += drawText(paper, `${label}：${value}`, { at: [pad, y], width: narrow ? room - symbol - 2 : room, size: 11, lines: 2 });
    y += 1.6;
  }
  drawSymbol(
    paper,
    { kind: 'qr', content: certificate.address },
    [width - pad - symbol + 2, height - pad - symbol],
    [symbol, symbol],
  );
  drawText(paper, certificate.number, { at: [pad, height - pad - 4], width: room - symbol - 1, size: 8.5 });
}
