/** Sensors: warmer than they should be, stuck, silent. */
import { unverified } from '../../categories/fields.ts';
import { clockOf, type Detector, hour, type Observation, type Report } from '../definition.ts';
import { Spread, type SpreadState } from '../spread.ts';

const design = unverified('平台规则：无法律依据，供发现异常');

interface Reading {
  readonly device: string;
  readonly type: string;
  readonly value: number;
  readonly at: number;
  /** The device itself says so (EPCIS 2.0 §7.3.6.5). */
  readonly alarm: boolean;
  /** The device is named; otherwise the reading is that of a place, and different things are measured there. */
  readonly named: boolean;
}

interface SensorReport {
  readonly type?: string;
  readonly value?: number;
  readonly maxValue?: number;
  readonly deviceID?: string;
  readonly time?: string;
  readonly exception?: string;
}

/** Readings of an event in their order; those without a device are told by the place. */
export function readingsOf(seen: Observation): Reading[] {
  const { sensorElementList = [] } = seen.event as {
    sensorElementList?: { sensorMetadata?: SensorReport; sensorReport?: SensorReport[] }[];
  };
  return sensorElementList
    .flatMap(({ sensorMetadata, sensorReport = [] }) =>
      sensorReport.flatMap((report): Reading[] => {
        const value = report.value ?? report.maxValue;
        const own = report.deviceID ?? sensorMetadata?.deviceID;
        const device = own ?? seen.facts.readPoint ?? seen.facts.bizLocation;
        if (value === undefined || device === undefined) return [];
        const time = report.time ?? sensorMetadata?.time;
        const at = time === undefined ? seen.at : Date.parse(time);
        const type = (report.type ?? '').replace(/^.*[:/]/, '');
        return [
          {
            device,
            type,
            value,
            at: Number.isNaN(at) ? seen.at : at,
            alarm: report.exception?.endsWith('ALARM_CONDITION') === true,
            named: own !== undefined,
          },
        ];
      }),
    )
    .sort((a, b) => a.at - b.at);
}

interface Line {
  spread: SpreadState;
  /** Readings in a row out of the usual. */
  over: number;
  worst: number;
  begun: number;
  last: number;
  value: number;
  /** Readings in a row with the same value. */
  same: number;
  sameSince: number;
  /** Of the time between readings. */
  pace: SpreadState;
  /** The last gap that was told: readings that come late may fill it. */
  gap?: readonly [from: number, to: number];
}

const begun = (at: number): Line => ({
  spread: { count: 0, mean: 0, sum: 0 },
  over: 0,
  worst: 0,
  begun: 0,
  last: at,
  value: Number.NaN,
  same: 0,
  sameSince: at,
  pace: { count: 0, mean: 0, sum: 0 },
});

const problemOf = (seen: Observation, cause: string, at: number, zh: string, en: string) => ({
  cause,
  at,
  organisation: seen.owner,
  category: seen.category,
  area: seen.area,
  subjects: seen.facts.participants.slice(0, 10).map(({ id }) => id),
  events: [seen.eventID],
  told: { zh, en },
});

/** What all three read. */
const sensorDetector = (
  head: Omit<Detector, 'begin' | 'family' | 'version' | 'basis' | 'data' | 'days'> & { readonly days?: number },
  judge: (
    line: Line,
    reading: Reading,
    key: string,
    seen: Observation,
    parameters: Readonly<Record<string, number>>,
    report: Report,
  ) => void,
  late?: (line: Line, reading: Reading, key: string, seen: Observation, report: Report) => void,
): Detector => ({
  days: 5,
  ...head,
  family: 'completeness',
  version: 2,
  basis: design,
  data: { zh: '传感器读数，按设备', en: 'Readings of sensors, by device' },
  begin: ({ parameters }, saved) => {
    const lines = new Map(saved as [string, Line][] | undefined);
    return {
      see(seen: Observation, report: Report): void {
        for (const reading of readingsOf(seen)) {
          const key = `${reading.device} ${reading.type}`;
          const line = lines.get(key) ?? begun(reading.at);
          lines.set(key, line);
          if (reading.at < line.last) {
            late?.(line, reading, key, seen, report);
            continue;
          }
          judge(line, reading, key, seen, parameters, report);
          line.same = reading.value === line.value ? line.same + 1 : 1;
          if (line.same === 1) line.sameSince = reading.at;
          if (line.last < reading.at && line.pace.count < 10_000) {
            const pace = new Spread(line.pace);
            pace.add(reading.at - line.last);
            line.pace = pace.state;
          }
          line.last = reading.at;
          line.value = reading.value;
        }
      },
      save: () => [...lines],
    };
  },
});

export const coldChain = sensorDetector(
  {
    id: 'cold_chain_broken',
    zh: '冷链超温',
    en: 'A broken cold chain',
    gravity: 'high',
    rule: {
      zh: '温度不连续高于该设备惯常范围，设备自身也未报警',
      en: 'The temperature does not stay above the usual range of the device, nor does the device raise an alarm',
    },
    resolves: { zh: '企业说明受影响的批次与处置', en: 'The firm says what became of the lots' },
    parameters: { least: 24, deviations: 6, degrees: 4, readings: 2 },
  },
  (line, { type, value, at, alarm, device }, key, seen, parameters, report) => {
    if (type !== 'Temperature') return;
    const spread = new Spread(line.spread);
    const limit = spread.mean + Math.max(parameters.deviations! * spread.deviation, parameters.degrees!);
    const over = alarm || (spread.count >= parameters.least! && value > limit);
    if (!over) {
      spread.add(value);
      line.spread = spread.state;
      line.over = 0;
      return;
    }
    if (line.over === 0) line.begun = at;
    line.over++;
    line.worst = line.over === 1 ? value : Math.max(line.worst, value);
    if (!alarm && line.over < parameters.readings!) return;
    report.open(
      problemOf(
        seen,
        `${key} ${line.begun}`,
        line.begun,
        `${clockOf(line.begun)} 起 ${device} 达 ${value}℃，惯常 ${spread.mean.toFixed(1)}℃，限 ${limit.toFixed(1)}℃`,
        `From ${clockOf(line.begun)} on ${device} reads ${value} °C; usual ${spread.mean.toFixed(1)} °C, limit ${limit.toFixed(1)} °C`,
      ),
    );
  },
);

export const sensorStuck = sensorDetector(
  {
    id: 'sensor_stuck',
    zh: '传感器读数不变',
    en: 'A sensor that is stuck',
    gravity: 'low',
    rule: { zh: '读数不长时间逐次完全相同', en: 'Readings are not exactly the same for long' },
    resolves: { zh: '检修或更换传感器', en: 'The sensor is repaired or replaced' },
    parameters: { readings: 24 },
  },
  (line, { value, device, named }, key, seen, parameters, report) => {
    if (!named || value !== line.value || line.same + 1 < parameters.readings!) return;
    report.open(
      problemOf(
        seen,
        `${key} ${line.sameSince}`,
        line.sameSince,
        `${clockOf(line.sameSince)} 起 ${device} 连续 ${parameters.readings} 次以上读数均为 ${value}`,
        `${device} has read ${value} more than ${parameters.readings} times in a row since ${clockOf(line.sameSince)}`,
      ),
    );
  },
);

export const sensorGap = sensorDetector(
  {
    id: 'sensor_gap',
    zh: '传感器数据中断',
    en: 'A gap in the readings of a sensor',
    gravity: 'low',
    rule: { zh: '读数间隔不远大于该设备惯常间隔', en: 'Readings come about as often as usual for the device' },
    resolves: { zh: '补传数据或说明停用', en: 'The data come later, or the firm says that it was out of use' },
    parameters: { least: 24, times: 6, hours: 2 },
  },
  (line, { at, device, named }, key, seen, parameters, report) => {
    if (!named) return;
    const pace = new Spread(line.pace);
    const gap = at - line.last;
    if (pace.count < parameters.least! || gap < parameters.times! * pace.mean || gap < parameters.hours! * hour) return;
    line.gap = [line.last, at];
    report.open(
      problemOf(
        seen,
        `${key} ${line.last}`,
        line.last,
        `${device} 自 ${clockOf(line.last)} 中断 ${(gap / hour).toFixed(1)} 小时，惯常间隔 ${Math.round(pace.mean / 60_000)} 分钟`,
        `${device} silent for ${(gap / hour).toFixed(1)} hours from ${clockOf(line.last)}; usually every ${Math.round(pace.mean / 60_000)} minutes`,
      ),
    );
  },

  (line, { at }, key, seen, report) => {
    if (line.gap === undefined || at <= line.gap[0] || at >= line.gap[1]) return;
    report.close(`${key} ${line.gap[0]}`, seen.recorded, { zh: '数据已补传', en: 'The readings came late' }, seen.eventID);
    delete line.gap;
  },
);
