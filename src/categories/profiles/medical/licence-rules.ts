/** Who makes, sells and uses drugs and devices holds a licence for it (FD-01); approvals in force, identifiers known (DV-01). */

import type { Name } from '../../fields.ts';
import { unverified } from '../../fields.ts';
import type { Rule } from '../../rules/definition.ts';
import { alone, held, recorder, row, told } from '../row.ts';
import { deviceUnit } from './devices.ts';
import { udiRule } from './shared.ts';

const licences = unverified('药品管理法、医疗器械监督管理条例、医疗机构管理条例：生产、经营、使用的许可（条文未核实）');
const approval = unverified('药品管理法：批准文号有效期（条文未核实）');
const renew: Name = ['请先取得或延续许可，并在平台登记', 'Get or renew the licence and have it registered'];

const licensed = (id: string, name: Name, stages: readonly string[], ...schemes: readonly [string, ...string[]]): Rule =>
  row({
    id,
    severity: 'block',
    name,
    stages,
    test: { kind: 'licence', party: 'owner', schemes },
    repair: renew,
    basis: licences,
    passes: { record: told(stages[0]!), licences: [held(recorder, schemes[0])] },
    fails: { record: told(stages[0]!), licences: [{ ...held(recorder, schemes[0]), status: 'suspended' }] },
  });

const deviceClass = deviceUnit.replace(/\/21\/.*$/, '');

export const licenceRules: readonly Rule[] = [
  licensed(
    'FD-01-md-a',
    ['生产药品须有有效的药品生产许可', 'Whoever makes drugs holds a licence'],
    ['drug_production', 'substance_production', 'piece_production', 'activation'],
    'drug_production',
  ),
  licensed(
    'FD-01-md-b',
    ['批发、配送药品须有有效的药品生产或经营许可', 'Whoever dispatches drugs holds a licence'],
    ['sales_out', 'direct_dispatch', 'vaccine_dispatch'],
    'drug_trade',
    'drug_production',
  ),
  licensed('FD-01-md-c', ['零售药品须有有效的药品经营许可', 'A pharmacy holds a licence'], ['retail'], 'drug_trade'),
  licensed(
    'FD-01-md-d',
    ['使用药品、器械须有有效的医疗机构执业许可或备案', 'Whoever treats patients holds a licence'],
    ['hospital_dispensing', 'vaccination', 'implanting', 'device_use', 'piece_dispensing'],
    'medical_practice',
  ),
  licensed(
    'FD-01-md-e',
    ['生产医疗器械须有有效的生产许可或备案', 'Whoever makes devices holds a licence'],
    ['device_production'],
    'device_production',
  ),
  licensed(
    'FD-01-md-f',
    ['经营医疗器械须有有效的生产、经营许可或备案', 'Whoever trades in devices holds a licence'],
    ['device_dispatch', 'device_retail'],
    'device_trade',
    'device_production',
    'drug_trade',
  ),
  row({
    id: 'FD-01-md-g',
    severity: 'block',
    name: ['药品批准文号须在有效期内', 'The approval of the drug is in force'],
    stages: ['activation'],
    test: { kind: 'unexpired', of: 'drugIdCode', register: 'drug', column: 'approvalUntil' },
    repair: [
      '批准文号过期的不得生产；如已延续，请更新登记',
      'Nothing is made under an approval that has ended; register the renewal',
    ],
    basis: approval,
    passes: { record: told('activation'), registers: { drug: { '8020001': { approvalUntil: '2027-12-31' } } } },
    fails: { record: told('activation'), registers: { drug: { '8020001': { approvalUntil: '2025-12-31' } } } },
  }),
  row({
    id: 'DV-01c',
    severity: 'alarm',
    name: ['产品标识须在唯一标识数据库内', 'The device identifier is in the UDI database'],
    stages: ['device_dispatch', 'device_receipt', 'implanting', 'device_retail'],
    test: { kind: 'register', register: 'device', of: 'udiDi', column: 'registrationNo', known: true },
    repair: [
      '请核对产品标识；数据库内没有的，请向注册人核实',
      'Check the device identifier; ask the registrant about one that is not there',
    ],
    basis: udiRule,
    passes: {
      record: told('implanting'),
      registers: { device: { [deviceClass]: { productName: '接骨板', registrationNo: '国械注准20193030166' } } },
    },
    fails: alone('implanting'),
  }),
];
