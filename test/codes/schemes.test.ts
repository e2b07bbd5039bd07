import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { identify, identities, recognise, schemes } from '../../src/codes/index.ts';
import { schemeContract } from './contract.ts';
import { allVectors } from './vectors/index.ts';

for (const vectors of allVectors) schemeContract(vectors);

it('has vectors for every scheme in the registry', () => {
  // A person’s number is no identity and so has no spellings of one thing; its test is below.
  expect([...allVectors.map(({ scheme }) => scheme), 'resident'].sort()).toEqual(schemes.map(({ id }) => id).sort());
});

describe('numbers of persons', () => {
  // Made up: 419001, born 2000-01-01, serial 001.
  const number = '41900120000101001';
  const valid = [...'0123456789X'].map((check) => number + check).find((each) => personal(each) !== undefined)!;

  function personal(text: string) {
    return recognise(text).find(({ scheme, structure }) => scheme === 'resident' && structure === 'valid');
  }

  it('are recognised, shown masked only, and identify nobody', () => {
    expect(valid).toBeDefined();
    const reading = personal(valid)!;
    expect(reading.grain).toBe('person');
    expect(JSON.stringify(reading)).not.toContain(valid.slice(6, 14));
    expect(identities(valid).join()).not.toContain(valid.slice(6, 14));
    expect(identify(valid)).toBeUndefined();
  });

  it('do not show inside farm produce codes', () => {
    for (const code of [
      `1.0.${valid}.00000001.20180421163131.001`,
      `0.${valid}.00000`,
      `1.2.156.326.8.1.0.${valid}.01010101.20170515162511.000`,
    ]) {
      const [reading] = recognise(code);
      expect(reading).toMatchObject({ structure: 'valid', grain: 'person' });
      expect(JSON.stringify(reading)).not.toContain(valid.slice(2));
      expect(identify(code)).toBeUndefined();
    }
  });
});

const dossier = join(import.meta.dirname, '../../../shared/domain/food-drug-agri.md');
if (!existsSync(dossier)) console.log('skipped: ../shared/domain is absent, the 51 samples of the dossier are not read');

describe.skipIf(!existsSync(dossier))('the samples of the dossier', () => {
  interface Sample {
    readonly scheme: string;
    readonly value: string;
    readonly valid: boolean;
  }
  /** Names of the dossier where ours are others. */
  const ours: Readonly<Record<string, string>> = {
    gtin13: 'gtin',
    gtin14: 'gtin',
    udiGs1: 'gtin',
    drugNationalCode14: 'drugnational',
    pesticide32: 'npc32',
    eartag15: 'eartag',
    seedQr: 'seed',
    udiMa: 'ma',
    deviceRegNo: 'devicereg',
    deviceFiling: 'devicefiling',
    drugApproval: 'drugapproval',
    pesticideReg: 'pesticidereg',
    agriOidOld: 'agrioid',
    agriLong: 'agri',
    agriShort: 'agrishort',
    area9: 'division',
  };
  const json = existsSync(dossier) ? /## 11\.[\s\S]*?```json\n([\s\S]*?)```/.exec(readFileSync(dossier, 'utf8'))![1]! : '[]';

  it.each(JSON.parse(json) as Sample[])('$scheme $value: $valid', ({ scheme, value, valid }) => {
    const reading = recognise(value).find((each) => each.scheme === (ours[scheme] ?? scheme));
    if (valid) {
      expect(reading?.structure).toBe('valid');
      expect(identify(value)).toBe(reading!.canonical);
    } else expect(reading?.structure ?? 'none').not.toBe('valid');
  });
});
