/** What holds of drugs and devices above all: every rule of the list, every product that the notice names, patients as references. */
import { describe, expect, it } from 'vitest';
import { medical } from '../../src/categories/profiles/medical/index.ts';
import { stageOf } from '../../src/categories/recognise.ts';
import { checkRecord, eventOf } from '../../src/categories/record.ts';

/**
 * The rules of drugs and devices as the departments list them, with the parts that each became. What no rule need say: an implant has its
 * patient and medical record, for these are required fields (DV-01); a code of the wrong form is a fault of its field (DR-01). A level that
 * was skipped and a jump between places (DR-03) are questions about several firms at once, for the watch over the log.
 */
const listed: Readonly<Record<string, string>> = {
  'DR-01': 'ab',
  'DR-02': '',
  'DR-03': '',
  'DR-04': 'ab',
  'DR-05': '',
  'DR-06': 'ab',
  'DR-07': '',
  'DV-01': 'ab',
  'DV-02': '',
};

const fieldsOf = (stage: string) => medical.stages.find(({ id }) => id === stage)!.fields;

describe('drugs and devices', () => {
  it('have every rule of the list', () => {
    const wanted = Object.entries(listed).flatMap(([id, parts]) =>
      parts === '' ? [id] : [...parts].map((part) => `${id}${part}`),
    );
    expect(medical.rules.map(({ id }) => id).sort()).toEqual(wanted.sort());
  });

  it('have a chain for each product that the notice names, from its making to the patient', () => {
    const ends = {
      preparation: ['drug_production', 'retail'],
      substance: ['substance_production', 'drug_production'],
      piece: ['piece_production', 'piece_dispensing'],
      vaccine: ['drug_production', 'vaccination'],
      device: ['device_production', 'device_use'],
      implant: ['device_production', 'implanting'],
    };
    for (const [id, [first, last]] of Object.entries(ends)) {
      const chain = medical.chains.find((each) => each.id === id)!;
      expect([chain.stages.indexOf(first!) >= 0, chain.stages.indexOf(last!) > chain.stages.indexOf(first!)], id).toEqual([
        true,
        true,
      ]);
      expect(
        medical.products.some((product) => product.chain === id),
        id,
      ).toBe(true);
    }
  });

  it('have every stage in a chain', () => {
    const used = new Set(medical.chains.flatMap(({ stages }) => stages));
    expect(medical.stages.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
  });

  it('are recognised from plain events of their form', () => {
    const unnamed = medical.stages.filter((stage) => {
      const made = checkRecord(stage, stage.example);
      const { 'zhuisu:stage': _, ...plain } = 'values' in made ? eventOf(stage, made, medical) : {};
      return stageOf(plain, [medical])?.stage.id !== stage.id;
    });
    expect(unnamed.map(({ id }) => id)).toEqual([]);
  });

  it('ask of an implant the patient and the medical record, and show neither to the public', () => {
    for (const key of ['patient', 'medicalRecord'])
      expect(
        fieldsOf('implanting').find((each) => each.key === key),
        key,
      ).toMatchObject({ need: 'required' });
    for (const { id, fields } of medical.stages)
      for (const { key, value, sees } of fields)
        if (value.kind === 'person' || ['prescription', 'medicalRecord', 'buyerDocument'].includes(key))
          expect(sees, `${id}.${key}`).not.toBe('public');
  });

  it('say of each rule what it rests on, and of what was not confirmed that it is no law', () => {
    for (const { id, basis } of medical.rules) expect(basis.text, id).not.toBe('');
    for (const id of ['DR-03', 'DR-04a', 'DR-04b', 'DR-06a', 'DR-06b', 'DR-07'])
      expect(medical.rules.find((rule) => rule.id === id)!.basis.verified, id).toBe(false);
  });
});
