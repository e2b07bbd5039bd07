import { both, nationalScheme } from '../../national.ts';
import { bracketed, meanings } from '../../rules.ts';

const kinds = meanings({ PF: ['批发', 'wholesale'], LS: ['零售', 'retail'] });

/** 烟花爆竹经营许可证. */
export const fireworksLicence = nationalScheme({
  id: 'fireworkslicence',
  name: both('烟花爆竹经营许可证', 'Fireworks trade licence'),
  source: '烟花爆竹经营许可实施办法；应急厅〔2020〕31号',
  verified: true,
  strength: 'checked',
  grain: 'document',
  shape: { chinese: '' },
  spell: bracketed,
  pattern: /^\(?([\u4e00-\u9fff]{1,4})\)?(PF|LS)\((\d{4})\)(\d{1,8})$/,
  segments: [
    ['issuer', '发证机关简称', 'issuing body'],
    ['kind', '类别', 'kind', kinds],
    ['year', '年份', 'year'],
    ['number', '顺序号', 'serial'],
  ],
});
