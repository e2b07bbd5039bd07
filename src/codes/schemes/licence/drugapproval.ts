import { both, nationalScheme } from '../../national.ts';
import { bracketed, meanings } from '../../rules.ts';

const kinds = meanings({
  H: ['化学药', 'chemical drug'],
  Z: ['中药', 'Chinese medicine'],
  S: ['生物制品', 'biological product'],
  B: ['保健药品', 'health drug'],
  T: ['体外化学诊断试剂', 'in-vitro diagnostic'],
  F: ['药用辅料', 'excipient'],
  J: ['进口分包装', 'imported, repacked'],
  HJ: ['境外生产化学药', 'chemical drug made abroad'],
  ZJ: ['境外生产中药', 'Chinese medicine made abroad'],
  SJ: ['境外生产生物制品', 'biological product made abroad'],
  HC: ['港澳台化学药', 'chemical drug of Hong Kong, Macao, Taiwan'],
  ZC: ['港澳台中药', 'Chinese medicine of Hong Kong, Macao, Taiwan'],
  SC: ['港澳台生物制品', 'biological product of Hong Kong, Macao, Taiwan'],
});

/** 药品批准文号. */
export const drugApproval = nationalScheme({
  id: 'drugapproval',
  name: both('药品批准文号', 'Drug approval number'),
  source: '药品注册管理办法 (2020), 第一百二十三条',
  verified: false,
  strength: 'checked',
  grain: 'document',
  shape: { chinese: '国药准字' },
  spell: bracketed,
  pattern: /^(国药准字)(HJ|ZJ|SJ|HC|ZC|SC|[HZSBTFJ])(\d{4})(\d{4})$/,
  segments: [
    ['prefix', '前缀', 'prefix'],
    ['kind', '类别', 'kind', kinds],
    ['year', '年份或原文号', 'year, or part of an older number'],
    ['serial', '顺序号', 'serial'],
  ],
});
