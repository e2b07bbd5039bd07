/** What the forms of farm produce refuse by themselves, so that no rule need ask: the lists of rules stand in `dossier/`. */
import { describe, expect, it } from 'vitest';
import { produce } from '../../src/categories/profiles/produce/index.ts';
import { checkRecord } from '../../src/categories/record.ts';

const faultsOf = (stageId: string, but: object): string[] => {
  const stage = produce.stages.find(({ id }) => id === stageId)!;
  const checked = checkRecord(stage, { ...stage.example, ...but });
  return 'faults' in checked ? checked.faults.map(({ key }) => key) : [];
};

describe('what the form itself refuses', () => {
  it('is a certificate without basis', () => {
    expect(faultsOf('certificate', { basis: [] })).toEqual(['basis']);
    expect(faultsOf('certificate', { basis: undefined })).toEqual(['basis']);
  });

  it('is an ear tag of a province that there is not, or of a species without tags', () => {
    expect(faultsOf('tagging', { animals: ['199900100000001'] })).toEqual(['animals']);
    expect(faultsOf('tagging', { animals: ['441900100000001'] })).toEqual(['animals']);
    expect(faultsOf('tagging', { animals: ['141900100000001'] })).toEqual([]);
  });
});
