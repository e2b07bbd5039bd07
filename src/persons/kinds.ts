/** The kinds of personal data: how each is checked, written one way, and masked. */
import { maskIdentity, maskPhone, personalIn } from '../codes/index.ts';

export interface PersonKind {
  readonly zh: string;
  readonly en: string;
  readonly expected: string;
  /** The one spelling; undefined when it is not of this kind. */
  readonly normal: (text: string) => string | undefined;
  readonly mask: (value: string) => string;
}

const longest = 100;
const line = (text: string): string | undefined => {
  const plain = text.normalize('NFKC').trim().replace(/\s+/g, ' ');
  return plain !== '' && plain.length <= longest && !/[\u0000-\u001f\u007f]/.test(plain) ? plain : undefined;
};

export const personKinds = {
  identity_number: {
    zh: '公民身份号码',
    en: 'resident identity number',
    expected: '18 characters with the right check character (GB 11643)',
    normal(text) {
      const code = text.replace(/[\s-]/g, '').toUpperCase();
      return code.length === 18 && personalIn(code) === 'identity_number' ? code : undefined;
    },
    mask: maskIdentity,
  },
  phone: {
    zh: '电话号码',
    en: 'telephone number',
    expected: '7 to 15 digits, with + and the country code outside China',
    normal(text) {
      const digits = text.replace(/[\s()-]/g, '').replace(/^(?:\+|00)86(?=\d{10,11}$)/, '');
      return /^\+?\d{7,15}$/.test(digits) ? digits : undefined;
    },
    mask: maskPhone,
  },
  name: {
    zh: '姓名',
    en: 'name',
    expected: 'a name of up to 100 characters',
    normal: line,
    mask(value) {
      const signs = [...value];
      return `${signs[0]}${'*'.repeat(Math.max(1, Math.min(signs.length - 1, 8)))}`;
    },
  },
  patient: {
    zh: '患者标识',
    en: 'reference of a patient',
    expected: 'institution and number of the patient, up to 100 characters',
    normal: line,
    mask: (value) => `${'*'.repeat(Math.min(8, Math.max(1, value.length - 2)))}${value.length > 6 ? value.slice(-2) : ''}`,
  },
} as const satisfies Readonly<Record<string, PersonKind>>;

export type PersonKindName = keyof typeof personKinds;
export const isPersonKind = (text: unknown): text is PersonKindName =>
  typeof text === 'string' && Object.hasOwn(personKinds, text);
