/** What the bodies of Jiyuan are there for: from the notice where it says so, from the laws or as a working division where it does not. */
import type { DutyFunction, Sourced } from './types.ts';

export const noticed: Sourced = { source: '济政办〔2018〕10号', verified: true };
const section = (number: string): Sourced => ({ source: `济政办〔2018〕10号 ${number}`, verified: true });
const law = (source: string): Sourced => ({ source, verified: false });
const working: Sourced = { source: '按部门职责拟定，待当地核实', verified: false };

const row = (id: string, zh: string, en: string, sourced: Sourced): DutyFunction => ({ id, zh, en, ...sourced });

export const jiyuanFunctions: readonly DutyFunction[] = [
  row('coordination', '统筹协调与考核', 'coordination and assessment', section('六（一）')),
  row('data_rules', '数据共享、开放、保护规则', 'rules for sharing, opening and protecting data', section('六（二）')),
  row('checks', '随机抽查与监督检查', 'random and other checks', section('六（二）')),
  row('funds', '项目与资金支持', 'projects and their funds', section('六（三）')),
  row('budget', '财政预算', 'the budget', section('六（三）')),
  row('bank_credit', '信贷支持', 'bank credit', section('六（三）')),
  row('insurance', '产品责任保险', 'product-liability insurance', section('六（三）')),
  row('publicity', '名单公布、曝光与消费警示', 'publishing lists, exposure, consumer warnings', section('六（四）')),
  row('associations', '支持协会参与', 'support of associations', section('五（三）')),
  row('territory', '属地管理', 'responsibility for a territory', section('二')),
  row('farm_produce', '农产品生产环节', 'production of farm produce', section('四（一）')),
  row('market_access', '市场准入', 'access to markets', section('四（一）')),
  row('farm_inputs', '农业投入品登记与监管', 'registration and supervision of farm inputs', section('四（四）')),
  row(
    'work_safety',
    '危险化学品综合监管、烟花爆竹许可',
    'dangerous chemicals, licences for fireworks',
    law('危险化学品安全管理条例 6；烟花爆竹安全管理条例 4'),
  ),
  row(
    'explosives_industry',
    '民用爆炸物品生产销售监管',
    'making and selling of civil explosives',
    law('民用爆炸物品安全管理条例 4'),
  ),
  row(
    'dangerous_flow',
    '购买、运输、爆破许可与流向监控',
    'permits to buy, carry and blast; flow control',
    law('民用爆炸物品安全管理条例 4；危险化学品安全管理条例 6'),
  ),
  row('hazardous_waste', '废弃危险化学品处置', 'disposal of dangerous waste', law('危险化学品安全管理条例 6')),
  row('road_transport', '道路运输许可与从业资格', 'road transport licences and qualifications', law('危险化学品安全管理条例 6')),
  row(
    'dangerous_product_quality',
    '危险品及其包装、容器的生产许可与质量',
    'production licences and quality of dangerous goods and their containers',
    law('危险化学品安全管理条例 6；烟花爆竹安全管理条例 4'),
  ),
  row('standards', '标准、编码与标签', 'standards, codes and labels', working),
  row('business_licences', '营业执照与登记', 'business licences and registration', working),
  row('medical_institutions', '医疗机构与接种单位', 'hospitals and vaccination points', working),
  row('producers', '生产企业名录', 'the list of producers', working),
  row('cooperative_shops', '供销系统网点', 'shops of the cooperative', working),
  row('trade', '流通行业管理', 'the trade in goods', working),
  row('credit', '信用体系', 'the credit system', working),
  row('mineral_resources', '矿产资源', 'mineral resources', working),
  row('invoices', '稀土专用发票', 'rare-earth invoices', working),
  row('network_security', '网络安全', 'network security', working),
];
