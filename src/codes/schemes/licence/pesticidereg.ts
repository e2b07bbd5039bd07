import { both, nationalScheme } from '../../national.ts';
import { meanings } from '../../rules.ts';

const kinds = meanings({
  PD: ['农药登记', 'pesticide'],
  PDN: ['农药登记（国内首家）', 'pesticide, first domestic'],
  WP: ['卫生用农药登记', 'public-health pesticide'],
  WPN: ['卫生用农药登记（国内首家）', 'public-health pesticide, first domestic'],
  LS: ['临时登记', 'provisional'],
  WL: ['卫生用农药临时登记', 'public-health pesticide, provisional'],
  EX: ['仅限出口登记', 'for export only'],
});

/** 农药登记证号. */
export const pesticideRegistration = nationalScheme({
  id: 'pesticidereg',
  name: both('农药登记证号', 'Pesticide registration'),
  source: '农药登记管理办法',
  verified: false,
  strength: 'checked',
  grain: 'document',
  shape: { ascii: [4, 16] },
  spell: ({ code }) => code.replace(/\s/g, '').toUpperCase(),
  pattern: /^(PDN|WPN|PD|WP|LS|WL|EX)(\d{2,8})(?:-(\d{1,4}))?$/,
  segments: [
    ['kind', '登记类别', 'kind', kinds],
    ['number', '编号', 'number'],
    ['branch', '分号', 'branch number'],
  ],
});
