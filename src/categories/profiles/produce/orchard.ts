/** What the crop stages share: their sources, and the orchard and the season that their examples tell of. */
import { unverified, verified } from '../../fields.ts';

export const dataFormat = verified('NY/T 4712-2025 农产品质量安全追溯数据格式');
export const productionRecord = unverified('农产品质量安全法（2022）第二十七条：生产记录');
export const certificateRule = verified('农产品质量安全承诺达标合格证管理办法（农业农村部令2025年第4号）');
export const weights = ['KGM', 'TNE'];
export const farm = 'https://id.gs1.org/414/6901234000016';
export const example = (more: object): Record<string, unknown> => ({ time: '2026-05-03T08:00:00+08:00', place: farm, ...more });
export const apples = 'urn:zhuisu:lot:91419001MA3X000102:apple:2026-P1';
export const harvest = 'urn:zhuisu:lot:91419001MA3X000102:apple:2026-H1';
export const packed = 'https://id.gs1.org/01/06901234567892/10/P1';
export const pesticide = 'https://id.gs1.org/01/06912345678902/10/N1';
