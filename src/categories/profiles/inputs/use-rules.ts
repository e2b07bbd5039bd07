/** Rules of use: within what is registered, from goods that were sold, so that the way to the produce is closed (AG-05, AG-08 on this side). */
import { unverified, verified } from '../../fields.ts';
import type { Rule } from '../../rules/definition.ts';
import { alone, row, told } from '../row.ts';
import { apples, design, pesticideNo, pesticideUse, veterinaryLaw, veterinaryNo } from './shared.ts';

const scope = verified('农药管理条例：不得超出登记批准的使用范围');
const since = '2018-01-01';
const key = `${pesticideNo}|苹果树`;
const uses = (more: object = {}) => ({
  pesticide_use: {
    [key]: { target: '桃小食心虫', doseUnit: 'MLT', mostDose: 40, mostTimes: 2, interval: 7, ...more },
  },
});
const of = 'registrationNo+cropName';
const vetKey = `urn:zhuisu:vetapproval:${veterinaryNo}`;
const sprayed = (day: string, more: object = {}) => told('pesticide_use', { time: `2026-${day}T08:00:00+08:00`, ...more });
const withdrawn = (interval: number) => ({ vet_approval: { [vetKey]: { interval } } });

export const useRules: readonly Rule[] = [
  row({
    id: 'AG-05-in-a',
    severity: 'alarm',
    name: ['农药只用于登记的作物', 'A pesticide is used on its registered crops'],
    stages: ['pesticide_use'],
    test: { kind: 'register', register: 'pesticide_use', of, column: 'target', known: true },
    repair: ['该登记证没有登记此作物，请停止使用', 'The registration does not name this crop: do not use it'],
    basis: scope,
    from: since,
    passes: { record: sprayed('04-28'), registers: uses() },
    fails: { record: sprayed('04-28', { cropName: '韭菜' }), registers: uses() },
  }),
  row({
    id: 'AG-05-in-b',
    severity: 'alarm',
    name: ['用量不超过登记的最高用量', 'No more is used than registered'],
    stages: ['pesticide_use'],
    test: { kind: 'limit', field: 'dose', most: { register: 'pesticide_use', of, column: 'mostDose' } },
    repair: ['请按标签用量使用', 'Keep to the dose of the label'],
    basis: scope,
    from: since,
    passes: { record: sprayed('04-28'), registers: uses() },
    fails: { record: sprayed('04-28', { dose: 60 }), registers: uses() },
  }),
  row({
    id: 'AG-05-in-c',
    severity: 'alarm',
    name: ['每季使用不超过登记的次数', 'No more often in a season than registered'],
    stages: ['pesticide_use'],
    test: {
      kind: 'tally',
      by: ['crop', 'registrationNo'],
      plus: ['pesticide_use'],
      each: true,
      days: 365,
      most: { register: 'pesticide_use', of, column: 'mostTimes' },
    },
    repair: ['请换用其他药剂', 'Use another pesticide'],
    basis: unverified(`${scope.text}；一季按一年计为平台默认值`),
    from: since,
    passes: { before: [sprayed('04-10')], record: sprayed('04-28'), registers: uses() },
    fails: { before: [sprayed('03-30'), sprayed('04-10')], record: sprayed('04-28'), registers: uses() },
  }),
  row({
    id: 'AG-05-in-d',
    severity: 'alarm',
    name: ['登记的安全间隔期不得写短', 'The pre-harvest interval is not shorter than registered'],
    stages: ['pesticide_use'],
    test: { kind: 'limit', field: 'interval', least: { register: 'pesticide_use', of, column: 'interval' } },
    repair: ['请按登记的安全间隔期填写', 'State the registered interval'],
    basis: pesticideUse,
    from: since,
    passes: { record: sprayed('04-28'), registers: uses() },
    fails: { record: sprayed('04-28'), registers: uses({ interval: 21 }) },
  }),
  row({
    id: 'AG-08-in',
    severity: 'alarm',
    name: ['休药期不得写短', 'The withdrawal period is not shorter than approved'],
    stages: ['vet_use'],
    test: { kind: 'limit', field: 'withdrawal', least: { register: 'vet_approval', of: 'registrationNo', column: 'interval' } },
    repair: ['请按批准的休药期填写', 'State the approved withdrawal period'],
    basis: veterinaryLaw,
    from: since,
    passes: { ...alone('vet_use'), registers: withdrawn(14) },
    fails: { ...alone('vet_use'), registers: withdrawn(28) },
  }),
  row({
    id: 'IN-P09',
    severity: 'alarm',
    name: ['使用的投入品须有购进记录', 'What is used was bought'],
    stages: ['pesticide_use', 'fertiliser_use', 'seed_use', 'vet_use', 'feed_use'],
    test: {
      kind: 'custody',
      of: 'inputs',
      came: ['retail', 'restricted_sale', 'dispatch', 'receipt', 'produce/input_purchase'],
    },
    repair: ['没有销售或购进记录，来源不明，请核实', 'Nobody recorded its sale or purchase: find out where it comes from'],
    basis: design,
    from: since,
    passes: { before: [told('retail')], record: told('pesticide_use') },
    fails: { record: told('pesticide_use') },
  }),
  row({
    id: 'IN-P10',
    severity: 'alarm',
    name: ['采收当日及安全间隔期内不得再用药', 'No use on what is being harvested'],
    stages: ['pesticide_use'],
    when: [{ field: 'useField', is: ['crop'] }],
    test: { kind: 'interval', of: 'outputs', after: ['produce/harvest'], days: 1 },
    repair: ['请核对用药与采收的时间', 'Check the times of use and harvest'],
    basis: design,
    from: since,
    passes: { before: [told('produce/harvest', { crop: apples })], record: sprayed('05-20') },
    fails: {
      before: [told('produce/harvest', { crop: apples })],
      record: sprayed('05-05', { time: '2026-05-05T18:00:00+08:00' }),
    },
  }),
];
