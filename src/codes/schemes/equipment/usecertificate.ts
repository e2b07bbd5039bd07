import { both, nationalScheme } from '../../national.ts';
import { bracketed, meanings, provinceCharacter, provinceNamed } from '../../rules.ts';

const kinds = meanings({
  锅: ['锅炉', 'boiler'],
  容: ['压力容器', 'pressure vessel'],
  管: ['压力管道', 'pressure piping'],
  梯: ['电梯', 'lift'],
  起: ['起重机械', 'lifting machinery'],
  索: ['客运索道', 'passenger ropeway'],
  游: ['大型游乐设施', 'amusement device'],
  车: ['场内专用机动车辆', 'works vehicle'],
  瓶: ['气瓶', 'gas cylinder'],
});

/** 特种设备使用登记证编号. */
export const useCertificate = nationalScheme({
  id: 'usecertificate',
  name: both('特种设备使用登记证编号', 'Special equipment use certificate'),
  source: 'TSG 08-2017（顺序号位数未确认）',
  verified: false,
  strength: 'checked',
  grain: 'document',
  shape: { chinese: '' },
  spell: bracketed,
  pattern: new RegExp(`^([锅容管梯起索游车瓶])(\\d{2})(${provinceCharacter})([A-Z])([0-9A-Z]{4,6})(?:\\((\\d{2})\\))?$`),
  segments: [
    ['kind', '设备种类', 'kind of equipment', kinds],
    ['class', '类别', 'class'],
    ['province', '省', 'province', provinceNamed],
    ['city', '市', 'city letter'],
    ['serial', '顺序号', 'serial'],
    ['year', '年份', 'year'],
  ],
});
