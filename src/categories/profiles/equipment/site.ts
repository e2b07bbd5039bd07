/** What the stages of special equipment share: the laws, the lift, the cylinder, who acts, and the firms of the examples. */
import { type Field, ownStep, type Source, type Stage, type Visibility } from '../../definition.ts';
import { choice, choices, code, document, field, type Name, person, unverified, verified, when, where } from '../../fields.ts';

export const equipmentLaw = (articles: string): Source => verified(`特种设备安全法（2013）第${articles}条`);
export const regulation = (articles: string): Source => verified(`特种设备安全监察条例（2009）第${articles}条`);
export const order57 = (articles: string): Source => verified(`特种设备安全监督检查办法（市场监管总局令第57号）第${articles}条`);
export const dataElements = unverified('GB/T 38700-2020 特种设备追溯系统数据元：只见目录，字段为平台设计');
export const maintenanceRule = (what: string): Source => unverified(`TSG T5002-2017 电梯维护保养规则：${what}，条文未核实`);
export const inspectionRule = verified('TSG T7001-2023 电梯监督检验和定期检验规则');
export const selfTestRule = unverified('TSG T7008-2023 电梯自行检测规则：细节未核实');
export const cylinderRule = unverified('TSG 23-2021 气瓶安全技术规程：只见前言，条文未核实');
export const shangqiu = (clause: string): Source =>
  verified(`DB4114/T 185-2023 商丘市液化石油气瓶追溯（外市地方标准，供参照）${clause}`);
export const design = unverified('平台规则：无法律依据，供发现异常');

// Fields.

const lifts: Name = ['电梯（设备代码）', 'Lift (equipment code)'];
export const liftSchemes = ['device18', 'registration20'];
/** One lift a record: everything asked of it is asked of this lift. */
export const lift = (): Field =>
  field('lift', lifts, { kind: 'codes', schemes: liftSchemes }, { at: 'things' }, { sees: 'public' });
export const parentLift = (): Field =>
  field('lift', lifts, { kind: 'codes', schemes: liftSchemes }, { at: 'parent' }, { sees: 'public' });

/** A cylinder keeps one code for life; its registration code, stamp and tag are told at its registration. */
export const cylinderSchemes = ['grai', 'giai', 'cylinder'];
const cylinders: Name = ['气瓶', 'Cylinder'];
export const cylinder = (): Field =>
  field('cylinder', cylinders, { kind: 'codes', schemes: cylinderSchemes }, { at: 'things' }, { sees: 'public' });
export const parentCylinder = (): Field =>
  field('cylinder', cylinders, { kind: 'codes', schemes: cylinderSchemes }, { at: 'parent' }, { sees: 'public' });

export const firm = (key: string, name: Name, more: { optional?: true; sees?: Visibility; law?: Source } = {}): Field =>
  code(key, name, ['uscc'], { sees: 'public', ...more });
export const licenceNo = (key: string, name: Name, more: { optional?: true; law?: Source } = {}): Field =>
  code(key, name, ['tslicence'], more);
export const worker = (key: string, name: Name, more: { optional?: true } = {}): Field => person(key, name, more);
export const paper = (key: string, name: Name, more: Parameters<typeof document>[3] = {}): Field =>
  document(key, name, ownStep(key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)), more);
export const start = (time: Name, place: Name, sees: Visibility = 'public'): readonly Field[] => [
  when(time),
  where(place, { sees }),
];

export const works = choices(
  ['installation', '安装', 'installation'],
  ['alteration', '改造', 'alteration'],
  ['major_repair', '重大修理', 'major repair'],
);
export const work = (): Field => choice('work', ['施工类别', 'Kind of work'], works);

export const media = choices(
  ['lpg', '液化石油气', 'liquefied petroleum gas'],
  ['acetylene', '溶解乙炔', 'dissolved acetylene'],
  ['oxygen', '氧气', 'oxygen'],
  ['nitrogen', '氮气', 'nitrogen'],
  ['argon', '氩气', 'argon'],
  ['helium', '氦气', 'helium'],
  ['carbon_dioxide', '二氧化碳', 'carbon dioxide'],
  ['hydrogen', '氢气', 'hydrogen'],
  ['ammonia', '氨', 'ammonia'],
  ['chlorine', '氯', 'chlorine'],
  ['natural_gas', '天然气', 'natural gas'],
  ['mixture', '混合气', 'a mixture'],
  ['none', '无残余', 'nothing left'],
);
export const medium = (key = 'medium', name: Name = ['介质', 'Medium']): Field => choice(key, name, media, { sees: 'public' });

/** All that the public is told of a cylinder: which it is, who filled it, when, how much, until when its inspection and insurance hold. */
const told = ['cylinder', 'cylinders', 'registrationCode', 'filler', 'netMass', 'nextInspection', 'insuredUntil'];
export const narrow = (stage: Stage): Stage => ({
  ...stage,
  fields: stage.fields.map((field) =>
    field.sees !== 'public' || told.includes(field.key) || (stage.id === 'filling' && field.key === 'time')
      ? field
      : { ...field, sees: 'partners' },
  ),
});

// The examples.

export const liftCode = 'urn:zhuisu:device18:311010234202600123';
export const certificate = '梯11豫U00001(26)';
export const cylinderCode = 'https://id.gs1.org/8003/069012340000162601000123';
export const registrationCode = 'urn:zhuisu:cylinder:341012000123';
export const liftMaker = 'urn:zhuisu:uscc:91419001MA00000154';
export const maintainer = 'urn:zhuisu:uscc:91419001MA0000023Y';
export const user = 'urn:zhuisu:uscc:91419001MA0000031R';
export const filler = 'urn:zhuisu:uscc:91419001MA00000A9R';
export const otherFiller = 'urn:zhuisu:uscc:91419001MA3X000102';
export const factory = 'https://id.gs1.org/414/6901234000016';
export const station = 'https://id.gs1.org/414/6901234000023';
export const building = 'https://id.gs1.org/414/6901234000030';
export const restaurant = 'https://id.gs1.org/414/6901234000047';
export const bulkGas = 'urn:zhuisu:lot:91419001MA00000A9R:lpg:2026-0601';
export const part = 'urn:zhuisu:part:governor:XS-2026-0456';
export const partLot = 'urn:zhuisu:lot:91419001MA00000154:governor:2026-01';
export const licenceCode = 'TS3341012-2029';
export const somebody = (name: string): string => `urn:zhuisu:person:${name}`;
