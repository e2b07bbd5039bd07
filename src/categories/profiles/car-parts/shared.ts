/** What the stages of car-repair parts share: sources, classes of parts, the vehicle, and the firms and parts that the examples tell of. */
import { type Field, ownStep, type Source } from '../../definition.ts';
import {
  amount,
  choice,
  choices,
  code,
  document,
  field,
  hint,
  number,
  person,
  text,
  things,
  unverified,
  verified,
} from '../../fields.ts';

export const notice = verified('济政办〔2018〕10号 四（八）');
export const transportRule = (articles: string): Source => verified(`道路运输条例第${articles}条`);
/** Known from memory: neither the numbers of its articles nor its figures were confirmed. */
export const repairRule = (what: string): Source => unverified(`机动车维修管理规定：${what}（条号与数值未核实）`);
export const healthFile = verified('汽车维修电子健康档案的 13 项数据元（JT/T 1132 系列）');
export const uploadRule = verified('交办运〔2021〕82号：结算后实时上传维修记录');
export const stopSale = unverified('缺陷汽车产品召回管理条例：停止销售召回产品（条号未核实）');
export const recallRule = verified('缺陷汽车产品召回管理条例第十一条：销售、租赁、维修者保存记录五年以上');
export const guaranteeRule = (articles: string): Source => verified(`家用汽车产品修理更换退货责任规定（2021）第${articles}条`);
/** A rule of another city, for want of one of our own: shown as a model, not as law here. */
export const otherCity = unverified('宁波市机动车配件质量保证和追溯制度（外市地方法规，供参照，本市不具约束力）');
export const identification = unverified('GB/T 32007-2015 汽车零部件的统一编码与标识（所用应用标识符未核实）');
export const classesInUse = unverified('配件分类九种为实际做法，非法规条文');
export const wasteRule = verified('固体废物污染环境防治法（2020）第七十八、八十条');
export const stageDesign = unverified('环节为平台设计：通知要求供应渠道公开透明，配件可溯源、可追踪');
export const design = unverified('平台规则：无法律依据，供发现异常');

export const partClasses = choices(
  ['original', '原厂件', 'original part'],
  ['equal_quality', '同质配件', 'part of equal quality'],
  ['brand', '品牌件', 'brand part'],
  ['aftermarket', '副厂件', 'aftermarket part'],
  ['remanufactured', '再制造件', 'remanufactured part'],
  ['dismantled', '拆车件（旧件）', 'part from a dismantled vehicle'],
  ['restored', '修复件', 'restored part'],
  ['refurbished', '翻新件', 'refurbished part'],
  ['repaired_instead', '以修代换', 'repaired instead of replaced'],
);
export const notOriginal = partClasses.map(({ value }) => value).filter((value) => value !== 'original');
export const channels = choices(
  ['maker_network', '整车或配件厂授权渠道', 'network of the maker'],
  ['dealer', '配件经销商', 'dealer'],
  ['online', '电商平台', 'online platform'],
  ['import', '进口商', 'importer'],
  ['remanufacturer', '再制造企业', 'remanufacturer'],
  ['dismantler', '报废机动车回收拆解企业', 'dismantler of scrapped vehicles'],
);
export const wastes = choices(
  ['none', '不属危险废物', 'no hazardous waste'],
  ['used_oil', '废矿物油（900-214-08）', 'used oil (900-214-08)'],
  ['lead_battery', '废铅蓄电池（900-052-31）', 'lead battery (900-052-31)'],
  ['filter', '废滤芯、沾染物（900-041-49）', 'filters, contaminated things (900-041-49)'],
  ['paint', '废漆（900-252-12）', 'paint (900-252-12)'],
);
export const hazardous = ['used_oil', 'lead_battery', 'filter', 'paint'];
export const partSchemes = ['gtin', 'cpi', 'sscc', 'zs', 'ecode'];
export const units = ['H87', 'LTR', 'KGM', 'MTR'];

/** With a serial: by code. Without: a class or lot and how many. */
export const parts = (at: 'things' | 'children' = 'things'): readonly Field[] => [
  things('codes', ['配件单品码', 'Codes of single parts'], at, { schemes: partSchemes, optional: true }),
  amount('lot', ['配件批次或品类', 'Lot or class of parts'], at, units, {
    optional: true,
    counted: true,
    ...hint('没有单品码的配件', 'parts without a serial number'),
  }),
];
export const vehicleAt = (at: 'things' | 'parent'): Field =>
  field('vehicle', ['车辆识别代号', 'Vehicle (VIN)'], { kind: 'codes', schemes: ['vin'] }, { at }, { law: healthFile });
export const partName = (): Field => text('partName', ['配件名称', 'Part'], { most: 80, sees: 'public' });
export const partNo = (): Field =>
  text('partNo', ['配件编码（零件号）', 'Part number'], { most: 60, sees: 'public', law: identification });
export const partClass = (): Field =>
  choice('partClass', ['配件类别', 'Class of part'], partClasses, { sees: 'public', law: classesInUse });
export const count = (): Field => number('count', ['配件数量', 'Number of parts'], { least: 0, law: healthFile });
export const workshop = (): Field => code('workshop', ['维修企业', 'Workshop'], ['uscc'], { sees: 'public', law: healthFile });
export const workOrder = (more: { optional?: true } = {}): Field =>
  document('workOrder', ['派工单号', 'Work order'], ownStep('work_order'), more);
export const mileage = (): Field =>
  number('mileage', ['行驶里程（公里）', 'Odometer (km)'], { least: 0, most: 3_000_000, unit: 'KMT', law: healthFile });
export const plate = (): Field => code('plate', ['车牌号码', 'Plate'], ['plate'], { sees: 'authority', law: healthFile });
export const owner = (more: { optional?: true } = {}): Field => person('owner', ['托修方', 'Owner of the vehicle'], more);
export const technician = (): Field => person('technician', ['维修技师', 'Mechanic']);
export const consent = (): Field =>
  document('consentNo', ['托修方同意书编号', 'Consent of the owner'], ownStep('consent'), {
    optional: true,
    ...hint('非原厂件须经托修方书面确认', 'anything but an original part is confirmed by the owner'),
  });

const place = (gln: string): string => `https://id.gs1.org/414/${gln}`;
export const factory = place('6901234570014');
export const depot = place('6901234570021');
export const garage = place('6901234570038');
export const maker = '91419001MA0000021Q';
export const dealer = '91419001MA0000022U';
export const garageFirm = '91419001MA00000255';
export const wasteFirm = '91419001MA00000268';
export const car = 'LSVHJ133022221761';
export const otherCar = 'LVGBH40K7CG000001';
export const carPlate = '豫UD12345';

export const alternatorNo = 'ALT-1204-A';
export const alternator = 'https://id.gs1.org/01/06901234571066/21/A26000117';
export const alternatorLot = 'https://id.gs1.org/01/06901234571066/10/A26';
export const padNo = 'BP-3311';
export const pads = 'https://id.gs1.org/01/06901234571073/10/B26';
export const carton = 'https://id.gs1.org/00/069012345000000028';
export const oldAlternator = 'urn:zhuisu:part:alternator:2019-557731';
export const somebody = (name: string): string => `urn:zhuisu:person:${name}`;
/** A part without a serial, in place of the one with. */
export const byLot = (code: string, quantity: number): Record<string, unknown> => ({
  codes: null,
  lot: code,
  lotQuantity: quantity,
  lotUnit: 'H87',
});
