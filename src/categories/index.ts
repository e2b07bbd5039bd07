/** The categories of important products: what differs between apples and detonators is data here. Pure. */

export interface Category {
  /** Stands in addresses and events; never changes. */
  readonly id: string;
  /** Its number in the notice. */
  readonly number: string;
  readonly zh: string;
  readonly en: string;
  /** Closed: nothing of it is told unless somebody's function needs it. */
  readonly closed: boolean;
}

/** 济政办〔2018〕10号 section 四, (一) to (八). */
export const categories: readonly Category[] = [
  { id: 'produce', number: '一', zh: '食用农产品', en: 'Farm produce', closed: false },
  { id: 'food', number: '二', zh: '食品', en: 'Food', closed: false },
  { id: 'medical', number: '三', zh: '药品和医疗器械', en: 'Drugs and medical devices', closed: false },
  { id: 'inputs', number: '四', zh: '主要农业生产资料', en: 'Farm inputs', closed: false },
  { id: 'equipment', number: '五', zh: '特种设备', en: 'Special equipment', closed: false },
  { id: 'dangerous', number: '六', zh: '危险品', en: 'Dangerous goods', closed: true },
  { id: 'rare_earth', number: '七', zh: '稀土产品', en: 'Rare earth', closed: false },
  { id: 'car_parts', number: '八', zh: '汽车维修配件', en: 'Car-repair parts', closed: false },
];
