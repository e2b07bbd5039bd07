/** Pesticides that may not be used on some crops. Later bans make some of them unlawful everywhere; those stand in the list of banned ones. */
import { verified } from '../../fields.ts';
import type { DatedList } from '../../rules/definition.ts';
import { namesFrom } from './pesticides.ts';

const source = verified('农业部公告第199号及其后公告的作物禁用规定（各项生效日期未核实）');
const list = (id: string, zh: string, en: string, names: string): DatedList => ({
  id,
  zh,
  en,
  entries: namesFrom('2002-06-05', source, names),
});

export const foodCrops = list(
  'not_on_food_crops',
  '蔬菜、果树、茶树、食用菌、中草药材上禁用的农药',
  'pesticides not for vegetables, fruit, tea, fungi, herbs',
  '甲拌磷 甲基异柳磷 内吸磷 克百威 涕灭威 灭线磷 硫环磷 氯唑磷',
);
export const onTea = list('not_on_tea', '茶树上禁用的农药', 'pesticides not for tea', '三氯杀螨醇 氰戊菊酯 灭多威 硫丹');
export const onCitrus = list('not_on_citrus', '柑橘上禁用的农药', 'pesticides not for citrus', '氧乐果 水胺硫磷 灭多威');
export const onApples = list('not_on_apples', '苹果上禁用的农药', 'pesticides not for apples', '灭多威 硫丹');
export const onCrucifers = list('not_on_crucifers', '十字花科蔬菜上禁用的农药', 'pesticides not for crucifers', '灭多威');
export const onCabbage = list('not_on_cabbage', '甘蓝上禁用的农药', 'pesticides not for cabbage', '氧乐果');
export const useLists: readonly DatedList[] = [foodCrops, onTea, onCitrus, onApples, onCrucifers, onCabbage];
