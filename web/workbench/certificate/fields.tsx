/** What a certificate asks of a farmer: product, quantity, telephone and one tick; the rest is known or said once. */

import type { ReactNode } from 'react';
import { unitOf } from '../../../src/categories/columns.ts';
import type { CertificateRequest } from '../../../src/contract/index.ts';
import { uuid } from '../lib/ids.ts';
import type { Me } from '../lib/me.tsx';
import type { Value, Values } from '../lib/stages.ts';
import { dayOf, localOf } from '../lib/time.tsx';
import { Both, type Words, words } from '../lib/words.tsx';
import { Choice, Line, type Option, Ticks } from '../parts/form.tsx';
import { makerOf, ownLot } from '../record/code.tsx';
import { useSeen } from '../record/seen.ts';

export interface PromiseTyped {
  readonly request: string;
  readonly product: string;
  readonly lot: string;
  readonly quantity: string;
  readonly unit: string;
  readonly bases: CertificateRequest['bases'];
  readonly origin: string;
  readonly contact: string;
  readonly style: 'producer' | 'purchaser';
}

const bases: readonly { readonly value: CertificateRequest['bases'][number]; readonly name: Words }[] = [
  { value: 'control', name: words('质量安全控制符合要求', 'controlled while growing') },
  { value: 'own_test', name: words('自行检测合格', 'own test passed') },
  { value: 'contract_test', name: words('委托检测合格', 'test by a laboratory passed') },
];
const styles: readonly Option<PromiseTyped['style']>[] = [
  { value: 'producer', name: words('自产', 'own produce') },
  { value: 'purchaser', name: words('收购后销售', 'bought for sale') },
];
const unitsOffered = ['千克', '吨', '箱', '袋', '筐', '只', '头', '件'];

const textOf = (value: Value): string => (typeof value === 'string' ? value : '');

/** What a form begins with: what was being typed, else what was said last less what changes with each lot. */
export function typedOf(me: Me, draft: Values | undefined, last: Values | undefined): PromiseTyped {
  const from = draft ?? { ...last, request: '', quantity: '', lot: '' };
  return {
    request: textOf(from.request) || uuid(),
    product: textOf(from.product),
    lot: textOf(from.lot),
    quantity: textOf(from.quantity),
    unit: textOf(from.unit) || '千克',
    bases: Array.isArray(from.bases) ? (from.bases as CertificateRequest['bases']) : ['control'],
    origin: textOf(from.origin) || me.firm.address || me.firm.name,
    contact: textOf(from.contact),
    style: from.style === 'purchaser' ? 'purchaser' : 'producer',
  };
}

export function promiseOf({ lot, unit, quantity, product, ...typed }: PromiseTyped, me: Me): CertificateRequest {
  const division = me.firm.areas[0]?.slice(0, 6);
  return {
    ...typed,
    product: lot.trim() === '' ? product.trim() : `${product.trim()} 批次 ${lot.trim()}`,
    quantity: `${quantity.trim()} ${unit}`,
    issuer: me.firm.name,
    ...(division === undefined || !/^\d{6}$/.test(division) ? {} : { division }),
  };
}

/** What the form of the stage begins with, when the certificate is written down with its lot too. */
export function lotRecord({ product, lot, quantity, unit }: PromiseTyped, number: string, me: Me): Values {
  const now = new Date();
  return {
    time: localOf(now),
    place: me.places.length === 1 ? me.places[0]!.uri : '',
    certificateNo: number,
    issuer: me.firm.name,
    lot: {
      code: ownLot(`${product} ${lot.trim() || dayOf(now)}`, makerOf(me.firm)) ?? '',
      quantity,
      unit: unitOf(unit) ?? 'H87',
    },
  };
}

interface PromiseProps {
  readonly step: number;
  readonly typed: PromiseTyped;
  readonly onChange: (typed: PromiseTyped) => void;
}

export function Promise3({ step, typed, onChange }: PromiseProps): ReactNode {
  const products = useSeen('inputName');
  const line = (name: 'product' | 'lot' | 'origin' | 'contact', label: Words, most: number, more: object = {}): ReactNode => (
    <Line
      id={name}
      label={label}
      maxLength={most}
      value={typed[name]}
      onChange={(text) => onChange({ ...typed, [name]: text })}
      {...more}
    />
  );
  if (step === 0)
    return (
      <>
        {line('product', words('农产品名称', 'Product'), 60, {
          required: true,
          placeholder: '苹果 apples',
          list: 'products',
        })}
        <datalist id="products">
          {products.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        {line('lot', words('批次（可不填）', 'Lot (may be left out)'), 20, { placeholder: '2026-H1' })}
      </>
    );
  return (
    <>
      <div className="field">
        <label htmlFor="quantity">
          <Both {...words('数量或重量', 'Quantity')} />
        </label>
        <span className="with">
          <input
            id="quantity"
            name="quantity"
            required
            inputMode="decimal"
            pattern="\s*\d+([.]\d+)?\s*"
            title="一个数 a number"
            autoComplete="off"
            value={typed.quantity}
            onChange={(event) => onChange({ ...typed, quantity: event.target.value })}
          />
          <select
            aria-label="单位 unit"
            value={typed.unit}
            onChange={(event) => onChange({ ...typed, unit: event.target.value })}
          >
            {unitsOffered.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </span>
      </div>
      {line('contact', words('联系电话', 'Telephone'), 40, { required: true, inputMode: 'tel' })}
      <Ticks
        name="bases"
        label={words('承诺依据', 'What the promise rests on')}
        options={bases}
        value={typed.bases}
        onChange={(some) => onChange({ ...typed, bases: some })}
      />
      <div className="card field">
        <p>
          <Both
            {...words(
              '我承诺：不使用禁用的农药兽药和非法添加物；常规药物残留不超标；对承诺的真实性负责。',
              'I promise: no banned pesticide, drug or additive; residues within the limits; I answer for this promise.',
            )}
          />
        </p>
      </div>
      {line('origin', words('产地', 'Origin'), 80, { required: true, pattern: '.*\\S.*' })}
      <Choice
        name="style"
        label={words('来源', 'Whose')}
        options={styles}
        value={typed.style}
        onChange={(style) => onChange({ ...typed, style })}
      />
    </>
  );
}
