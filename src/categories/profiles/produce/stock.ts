/** What the stages of livestock, meat and milk share: sources, fields, and the animals and lots that their examples tell of. */
import { type EventForm, type Field, ownStep, type SimpleRecord, type Stage } from '../../definition.ts';
import {
  amount,
  choice,
  choices,
  date,
  document,
  field,
  type Name,
  person,
  things,
  unverified,
  verified,
  when,
  where,
} from '../../fields.ts';

export const tagRule = verified('畜禽标识和养殖档案管理办法（2006）：一畜一标，出生三十日内或离场前加施');
export const quarantineRule = verified('动物检疫管理办法：动物A、动物B、产品A、产品B 四种证明与有效期');
export const milkRule = verified('乳品质量安全监督管理条例第二十四条；农办牧〔2011〕13号 生鲜乳生产收购记录和进货查验制度');
export const recordRule = unverified('农产品质量安全法（2022）第二十七条：养殖生产记录（条文未核实）');
export const drugRule = unverified('兽药管理条例：休药期与用药记录（条文未核实）');
export const slaughterRule = verified('国家农产品质量安全追溯管理信息平台接口（2018）的屠宰字段');
export const meatMarketRule = verified('肉菜流通追溯系统的入场凭证：动物产品检疫合格证号、肉品品质检验合格证号（实际做法）');

const place = (gln: string): string => `https://id.gs1.org/414/${gln}`;
export const pigFarm = place('6901234000047');
export const slaughterhouse = place('6901234000054');
export const dairyFarm = place('6901234000061');
export const station = place('6901234000078');
export const dairy = place('6901234000016');
export const somebody = (name: string): string => `urn:zhuisu:person:${name}`;
export const farmer = '913411253367961888';
export const butcher = '91320594346302401E';
export const buyer = '91419001MA3X000102';

export const firstPig = '141900100000001';
export const secondPig = '141900100000002';
export const firstCow = '241900100000001';
export const secondCow = '241900100000002';
export const flock = `urn:zhuisu:lot:${farmer}:hens:2026-01`;
export const eggs = `urn:zhuisu:lot:${farmer}:eggs:20260601`;
export const pork = `urn:zhuisu:lot:${farmer}:pork:20260601-C`;
export const cuts = `urn:zhuisu:lot:${butcher}:pork:20260601-F`;
export const milked = `urn:zhuisu:lot:${farmer}:milking:20260601-1`;
export const cooled = `urn:zhuisu:lot:${farmer}:tank:20260601`;
export const collected = `urn:zhuisu:lot:${farmer}:milk:20260601`;
export const tanker = 'urn:zhuisu:tanker:419001-07';

export const heads = ['H87'];
export const weights = ['KGM', 'TNE'];
/** Pigs, cattle and sheep are named by their tags; poultry, fish and the like by the group. */
export const animals = (at: 'things' | 'inputs' = 'things', more: { optional?: true } = { optional: true }): Field =>
  things('animals', ['耳标号', 'Ear tags'], at, { schemes: ['eartag'], ...more });
export const group = (at: 'things' | 'inputs' = 'things'): Field =>
  amount('group', ['养殖批次（无个体标识的）', 'Group, where animals have no tags'], at, [...heads, ...weights], {
    optional: true,
  });
export const species = (): Field =>
  choice(
    'species',
    ['畜种', 'Species'],
    choices(
      ['pig', '猪', 'pig'],
      ['cattle', '牛', 'cattle'],
      ['sheep', '羊', 'sheep or goat'],
      ['poultry', '禽', 'poultry'],
      ['fish', '养殖水产', 'farmed fish'],
      ['other', '其他', 'other'],
    ),
    { sees: 'public' },
  );
export const operator = (): Field => person('operator', ['操作人', 'Recorded by'], { optional: true });

const quarantineKinds = {
  animal: choices(
    ['animal_a', '动物A（跨省）', 'animals, to another province'],
    ['animal_b', '动物B（省内）', 'animals, within the province'],
  ),
  product: choices(
    ['product_a', '产品A（跨省）', 'products, to another province'],
    ['product_b', '产品B（省内）', 'products, within the province'],
  ),
};
/** The certificate of quarantine as it comes with animals or meat, and the way it covers. */
export const quarantine = (of: 'animal' | 'product', more: { optional?: true } = {}): readonly Field[] => [
  choice('quarantineKind', ['检疫证种类', 'Kind of the certificate'], quarantineKinds[of], { law: quarantineRule, ...more }),
  document('quarantineNo', ['检疫合格证明号', 'Quarantine certificate'], 'cert', {
    sees: 'public',
    law: quarantineRule,
    ...more,
  }),
  date('quarantineDate', ['签发日期', 'Issued on'], { law: quarantineRule, ...more }),
  area('fromArea', ['启运地', 'From (division)'], more),
  area('toArea', ['到达地', 'To (division)'], more),
];
export const quarantined = (kind: string, number: string, day: string): SimpleRecord => ({
  quarantineKind: kind,
  quarantineNo: number,
  quarantineDate: day,
  fromArea: '419001',
  toArea: '419001',
});

function area(key: string, name: Name, more: { optional?: true }): Field {
  return field(key, name, { kind: 'area' }, { at: 'member', name: `zhuisu:${key}` }, more);
}

interface Told {
  readonly id: string;
  readonly name: Name;
  readonly event: Partial<EventForm>;
  readonly time?: Name;
  readonly place: Name;
  readonly fields: readonly Field[];
  readonly example: SimpleRecord;
  readonly source: Stage['source'];
}

/** Without a step that EPCIS has, the stage is its own. */
export const stage = ({ id, name: [zh, en], event, time, place: at, fields, example, source }: Told): Stage => ({
  id,
  zh,
  en,
  event: {
    type: 'ObjectEvent',
    bizStep: ownStep(id),
    ...(event.type === 'TransformationEvent' ? {} : { action: 'OBSERVE' }),
    ...event,
  },
  fields: [when(time), where(at), ...fields],
  example,
  source,
});
