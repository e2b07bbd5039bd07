/** What holds of drugs and devices above all: every product that the notice names, patients as references. Their rules stand in `dossier/`. */
import { describe, expect, it } from 'vitest';
import { medical } from '../../src/categories/profiles/medical/index.ts';
import { stageOf } from '../../src/categories/recognise.ts';
import { checkRecord, eventOf } from '../../src/categories/record.ts';

const fieldsOf = (stage: string) => medical.stages.find(({ id }) => id === stage)!.fields;

describe('drugs and devices', () => {
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
});
