import { both, nationalScheme } from '../../national.ts';
import { bracketed } from '../../rules.ts';

/** 兽药产品批准文号. */
export const veterinaryApproval = nationalScheme({
  id: 'vetapproval',
  name: both('兽药产品批准文号', 'Veterinary drug approval'),
  source: '兽药产品批准文号管理办法',
  verified: false,
  strength: 'checked',
  grain: 'document',
  shape: { chinese: '兽药' },
  spell: bracketed,
  pattern: /^(兽药(?:生|添)?字)(\d{2})(\d{3})(\d{4})$/,
  segments: [
    ['kind', '类别', 'kind'],
    ['province', '省序号', 'province number'],
    ['enterprise', '企业序号', 'enterprise number'],
    ['product', '品种编号', 'product number'],
  ],
});
