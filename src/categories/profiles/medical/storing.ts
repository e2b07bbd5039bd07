/** 药品和器械 · 储存、运输: looking after the stock, and the temperature that it has. */
import type { Field, Stage } from '../../definition.ts';
import { choice, document, field, flag, hint, moment, number, temperature, text, when, where } from '../../fields.ts';
import { carton, codes, depot, gsp, lot, operator, pharmacy, somebody, storageConditions } from './shared.ts';

const humidity = (key: string, zh: string, en: string, value: 'minValue' | 'maxValue'): Field =>
  field(
    key,
    [zh, en],
    { kind: 'number', least: 0, most: 100, unit: 'P1' },
    { at: 'sensor', type: 'RelativeHumidity', uom: 'P1', value },
    { optional: true },
  );

/** One record sums up a stretch of time: the extremes, and the longest time between two measurements. */
const measured: readonly Field[] = [
  moment('from', ['开始时间', 'From']),
  moment('until', ['结束时间', 'Until']),
  choice('storageCondition', ['储存条件', 'Storage condition'], storageConditions, { sees: 'public' }),
  temperature('lowest', ['最低温度', 'Lowest temperature'], 'minValue', { law: gsp }),
  temperature('highest', ['最高温度', 'Highest temperature'], 'maxValue', { law: gsp }),
  humidity('driest', '最低湿度', 'Lowest humidity', 'minValue'),
  humidity('dampest', '最高湿度', 'Highest humidity', 'maxValue'),
  number('longestGap', ['最长记录间隔（分钟）', 'Longest gap between records (minutes)'], {
    least: 0,
    unit: 'MIN',
    law: gsp,
    ...hint('储存不超过 30 分钟，运输不超过 5 分钟', 'up to 30 minutes in store, up to 5 on the way'),
  }),
  number('minutesOut', ['超限分钟', 'Minutes outside'], { least: 0, unit: 'MIN', optional: true }),
  flag('powerCut', ['是否断电报警', 'Alarm of a power cut'], { optional: true }),
  text('device', ['测点或设备编号', 'Sensor or device'], { most: 40 }),
  text('measures', ['超限处置', 'What was done about an excess'], { optional: true }),
];

export const storingStages: readonly Stage[] = [
  {
    id: 'maintenance',
    zh: '在库养护',
    en: 'Care of the stock',
    event: { type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'cycle_counting', disposition: 'sellable_accessible' },
    fields: [
      when(['养护时间', 'Time']),
      where(['库房', 'Store']),
      codes({ optional: true }),
      lot({ optional: true }),
      text('finding', ['养护情况', 'What was found and done'], { law: gsp }),
      operator(),
    ],
    example: {
      time: '2026-02-13T09:00:00+08:00',
      place: depot,
      codes: [carton],
      finding: '外观正常，温湿度合格',
      operator: somebody('operator-2'),
    },
    source: gsp,
  },
  {
    id: 'storage_monitoring',
    zh: '仓储温湿度',
    en: 'Temperature and humidity in store',
    event: { type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'sensor_reporting', disposition: 'sellable_not_accessible' },
    fields: [when(), where(['库房', 'Store']), codes({ optional: true }), lot({ optional: true }), ...measured],
    example: {
      time: '2026-02-13T08:00:00+08:00',
      place: depot,
      codes: [carton],
      from: '2026-02-12T08:00:00+08:00',
      until: '2026-02-13T08:00:00+08:00',
      storageCondition: 'cool',
      lowest: 12.4,
      highest: 18.9,
      driest: 41,
      dampest: 63,
      longestGap: 30,
      powerCut: false,
      device: '阴凉库 1 号测点',
    },
    source: gsp,
  },
  {
    id: 'transport_monitoring',
    zh: '运输温度',
    en: 'Temperature on the way',
    event: { type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'sensor_reporting', disposition: 'in_transit' },
    fields: [
      when(),
      where(['到达地点', 'Place of arrival'], { optional: true }),
      codes({ optional: true }),
      lot({ optional: true }),
      document('dispatchNo', ['随货单号', 'Delivery note'], 'desadv'),
      text('plateNo', ['车牌或箱号', 'Vehicle or box'], { most: 40 }),
      ...measured,
    ],
    example: {
      time: '2026-02-13T10:00:00+08:00',
      place: pharmacy,
      codes: ['80300010000000000014'],
      dispatchNo: 'YM-2026-0003',
      plateNo: '豫U12345',
      from: '2026-02-12T09:00:00+08:00',
      until: '2026-02-13T10:00:00+08:00',
      storageCondition: 'refrigerated',
      lowest: 3.1,
      highest: 6.4,
      longestGap: 5,
      powerCut: false,
      device: '冷藏箱 BX-07',
    },
    source: gsp,
  },
];
