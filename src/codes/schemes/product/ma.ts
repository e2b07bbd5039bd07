import { both } from '../../national.ts';
import { nationalUrn } from '../../national-uri.ts';
import type { Label, Scheme, Segment, Typed } from '../../types.ts';

const form = /^MA\.156\.M0\.(\d{6})\.([0-9A-Za-z]{7,13})([0-9A-Za-z])((?:\.[A-Z][!-\-/-~]{0,30})*)$/;

const elements: Readonly<Record<string, Label>> = {
  S: both('序列号', 'serial'),
  M: both('生产日期', 'production date'),
  P: both('生产日期（旧）', 'production date, older letter'),
  L: both('批号', 'lot'),
  D: both('灭菌批号', 'sterilisation lot'),
  E: both('失效日期', 'expiry'),
  V: both('有效期至', 'valid to'),
  Y: both('医保编码', 'insurance code'),
  C: both('校验', 'check'),
};

/** The XML that some labels carry in place of the dotted form. */
function dotted({ code }: Typed): string {
  if (!/^<UDI\b[^>]*IAC="MA"/i.test(code)) return code;
  const tag = (name: string): string => new RegExp(`<${name}>([^<]*)</${name}>`, 'i').exec(code)?.[1]?.trim() ?? '';
  const parts = [
    ['S', 'SN'],
    ['M', 'MFG'],
    ['L', 'LOT'],
    ['E', 'EXP'],
    ['V', 'VAL'],
  ] as const;
  return tag('DI') + parts.map(([letter, name]) => (tag(name) === '' ? '' : `.${letter}${tag(name)}`)).join('');
}

/**
 * 医疗器械唯一标识, issued under MA (IDcode). The check characters follow a published reconstruction that does not agree with all
 * samples, so they are shown and never decide.
 */
export const ma: Scheme = {
  id: 'ma',
  name: both('医疗器械唯一标识（MA）', 'UDI issued by MA (IDcode)'),
  source: 'YY/T 1630-2018；MA 编码规则（校验算法未确认）',
  verified: false,
  shape: { ascii: [20, 400] },
  read(typed) {
    const match = form.exec(dotted(typed));
    if (match === null) return undefined;
    const [code, registrant = '', item = '', check = '', production = ''] = match;
    const values = production
      .split('.')
      .slice(1)
      .map((part) => [part.slice(0, 1), part.slice(1)] as const);
    const value = (letter: string): string | undefined => values.find(([each]) => each === letter)?.[1];
    const device = `MA.156.M0.${registrant}.${item}${check}`;
    const [serial, lot] = [value('S'), value('L')];
    const shownCheck = value('C');
    const computed = luhn(production.replace(/\.C[^.]*$/, ''));
    const warnings: Label[] = [];
    if (shownCheck !== undefined && shownCheck !== computed) {
      warnings.push(
        both(`生产标识校验为 ${shownCheck}，推算为 ${computed}`, `production check ${shownCheck}, computed ${computed}`),
      );
    }
    const segments: Segment[] = [
      { name: 'issuer', label: both('发码机构', 'issuing agency'), value: 'MA.156.M0' },
      { name: 'registrant', label: both('注册人', 'registrant'), value: registrant },
      { name: 'package', label: both('包装级别', 'package level'), value: item.slice(0, 1) },
      { name: 'item', label: both('项目', 'item'), value: item.slice(1) },
      { name: 'check', label: both('校验（未确认）', 'check, unconfirmed'), value: check },
      ...values.map(([letter, text]) => ({ name: letter, label: elements[letter] ?? both('其他', 'other'), value: text })),
    ];
    return {
      scheme: 'ma',
      canonical: nationalUrn(
        'ma',
        serial !== undefined ? `${device}.S${serial}` : lot !== undefined ? `${device}.L${lot}` : device,
      ),
      structure: code.length <= 250 ? 'valid' : 'invalid',
      reasons: [],
      warnings,
      verified: false,
      strength: 'checked',
      grain: serial !== undefined ? 'instance' : lot !== undefined ? 'lot' : 'class',
      segments,
    };
  },
};

const marks = '-.@$,*+%/#!^~';

/** Every character as its number, the numbers run together, then Luhn. */
function luhn(text: string): string {
  const digits = [...text].map(numberOf).join('');
  let sum = 0;
  for (let i = digits.length - 1, twice = true; i >= 0; i--, twice = !twice) {
    const digit = Number(digits[i]) * (twice ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return String((10 - (sum % 10)) % 10);
}

function numberOf(character: string): string {
  if (/\d/.test(character)) return character;
  const code = character.charCodeAt(0);
  if (code >= 65 && code <= 90) return String(code - 55);
  // Lower-case letters run from 36 to 63 and skip 43 and 44.
  if (code >= 97 && code <= 122) return String(code - 61 + (code - 61 >= 43 ? 2 : 0));
  return String(64 + Math.max(0, marks.indexOf(character)));
}
