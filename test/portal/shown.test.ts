/** Per kind of product: what its page must show first, seen on the page of a product of the demo; of dangerous goods the verdict alone. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoChains } from '../../simulator/demo-city.ts';
import { loadDemoCity } from '../../simulator/load.ts';
import { closedCategories } from '../../src/access/index.ts';
import { categories } from '../../src/categories/index.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { kindOfProduct, shownKinds } from '../../src/categories/shown/index.ts';
import { Zhuisu } from '../../src/client/index.ts';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { engines } from '../store/stores.ts';

/** Kind, the chain of the demo, the record that makes the product, the field with its code, and what its page must say. */
const table: readonly (readonly [kind: string, category: string, chain: string, record: string, said: readonly string[]])[] = [
  [
    'crop',
    'produce',
    'apple',
    'harvest.lot',
    [
      '产品 苹果',
      '品种 红富士',
      '数量',
      '千克',
      '生产者',
      '产地',
      '采收日期',
      '用药用肥',
      '间隔期',
      '检验检测',
      '合格',
      '合格证号',
      '基地',
    ],
  ],
  ['tea', 'produce', 'tea', 'outbound_batch.lot', ['茶类', '数量', '产地', '采摘日期', '用药用肥', '检验检测', '合格证号']],
  ['milk', 'produce', 'raw_milk', 'milk_collection.lot', ['数量', '生产者', '抗生素检测']],
  [
    'food',
    'food',
    'dairy',
    'filling.lot',
    ['食品名称', '规格', '批号', '生产日期', '保质期至', '生产者', '食品生产许可证号', '检验检测'],
  ],
  [
    'infant_formula',
    'food',
    'infant_formula',
    'filling.lot',
    ['食品名称', '规格', '批号', '生产日期', '保质期至', '食品生产许可证号', '产品配方注册号', '段位', '逐批全项检验', '合格'],
  ],
  [
    'drug',
    'medical',
    'preparation',
    'activation.codes',
    [
      ...['追溯码 80200010000000000017', '通用名 对乙酰氨基酚片', '剂型', '制剂规格', '包装规格', '上市许可持有人', '生产企业'],
      ...[
        '批准文号 国药准字H41020001',
        '批号 A2601',
        '生产日期 2026-01-20',
        '有效期至 2028-01-19',
        '追溯系统 济源市重要产品追溯平台',
      ],
    ],
  ],
  [
    'device',
    'medical',
    'device',
    'device_production.units',
    [
      ...['产品名称 髋关节假体', '规格型号 HJ-28', '注册人或备案人', '注册证或备案号 国械注准20193030166', '产品标识（UDI-DI）'],
      ...['批号 L2601', '有效期至 2031-01-11', '一次性使用', '无菌', '储存条件 常温、干燥', '磁共振安全 磁共振条件安全'],
    ],
  ],
  [
    'pesticide',
    'inputs',
    'pesticide',
    'pesticide_production.lot',
    [
      ...['农药名称', '登记证持有人', '农药登记证号', '登记有效', '生产日期', '生产批次', '原药（母药）登记证号', '原药生产企业'],
      ...['检验检测', '毒性', '登记作物与安全间隔期', '间隔期 7 天', '不能说明手中的这一瓶是真品'],
    ],
  ],
  [
    'vet',
    'inputs',
    'veterinary_drug',
    'vet_production.lot',
    ['追溯码', '产品名称', '批准文号', '生产企业', '批号', '生产日期', '有效期至'],
  ],
  [
    'seed',
    'inputs',
    'seed',
    'seed_processing.lot',
    ['品种名称', '生产经营者', '单元识别代码', '追溯系统', '加工批次', '种子生产经营许可证号'],
  ],
  ['lift', 'equipment', 'lifts', 'lift_making.lifts', ['应急识别码（96333）', '使用登记证编号', '维护保养单位', '下次检验日期']],
  [
    'cylinder',
    'equipment',
    'lpg_cylinders',
    'cylinder_making.cylinders',
    ['充装单位', '充装时间', '净充装量', '检验有效期至', '责任保险有效期至'],
  ],
  ['rare_earth', 'rare_earth', 'separated', 'sale.lot', ['生产企业', '批号', '生产日期', '环境标志认证证书号']],
  [
    'car_part',
    'car_parts',
    'part',
    'part_production.codes',
    ['配件名称', '配件编码（零件号）', '品牌', '生产企业或进口商', '产品合格证'],
  ],
];

const moment = Date.UTC(2026, 10, 28);

describe('what the public must be told first', () => {
  let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
  let app: FastifyInstance;
  const chains = demoChains();
  const stranger = { remoteAddress: '203.0.113.9', headers: { accept: 'text/html' } };

  const codeOf = (category: string, chain: string, path: string): string => {
    const [stage, key] = path.split('.') as [string, string];
    const told = chains.find((each) => each.category === category && each.chain === chain);
    const found = [told?.records.find((each) => each.stage === stage)?.record[key]].flat()[0];
    if (found === undefined) throw new RangeError(`${category}/${chain} has no ${path}: ${chains.map((each) => each.chain)}`);
    return typeof found === 'string' ? found : (found as { readonly code: string }).code;
  };

  async function wordsOf(code: string): Promise<{ readonly words: string; readonly block: string }> {
    const page = await app.inject({ url: `/t/${encodeURIComponent(code)}`, ...stranger });
    expect(page.statusCode, code).toBe(200);
    expect(Buffer.byteLength(page.body)).toBeLessThan(60_000);
    const read = (text: string): string =>
      text
        .replace(/<style>.*?<\/style>/gs, '')
        .replace(/<span lang="en">.*?<\/span>/gs, ' ')
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ');
    return { words: read(page.body), block: read(/<section class="product">.*?<\/section>/s.exec(page.body)?.[0] ?? '') };
  }

  beforeAll(async () => {
    opened = (await engines[0]!.open())!;
    app = buildApp(opened.store, readConfig({}), () => moment);
    await loadDemoCity(new Zhuisu({ baseUrl: await app.listen({ host: '127.0.0.1', port: 0 }) }), moment);
  }, 240_000);
  afterAll(async () => {
    await app?.close();
    await opened?.close();
  });

  it.each(table)('of a %s stands on its page: %s/%s', async (_, category, chain, path, said) => {
    const { block } = await wordsOf(codeOf(category, chain, path));
    for (const each of said) expect(block).toContain(each);
  });

  it.each([
    [
      'a bottle of juice',
      '(01)09521055300101(10)J261014',
      ...[['食品名称 愚公苹果汁', '规格 1升', '批号 J261014', '生产日期 2026-10-14', '保质期至 2028-04-13']],
      ...[
        [
          '轵城果汁有限公司（演示），轵城镇',
          'SC10641900100014（有效，有效期至 2027-05-31）',
          '检验检测 合格',
          '生产地点 轵城镇 果汁厂',
        ],
      ],
    ],
    [
      'a case of it',
      'https://id.gs1.org/01/19521055300108/21/JX260013',
      ['食品名称 愚公苹果汁（箱，12瓶）', '批号 J261014', '生产日期 2026-10-14', '赋码地点', '检验检测 原料合格'],
      ['序列号 JX260013'],
    ],
    [
      'a lot of apples',
      'https://id.gs1.org/01/99521022200017/10/WW1008',
      ['产品 王屋红富士苹果', '生产者 王屋红苹果专业合作社（演示），王屋镇', '产地 王屋镇', '采收日期 2026-10-08'],
      ['10%苯醚甲环唑水分散粒剂 批次 NY260312', '共 3 次，最近 2026-07-25，距采收 75 天', '检验检测 合格', '合格证号 没有登记'],
    ],
    [
      'a box of apples that were recalled',
      '(01)09521044200108(10)FX0929',
      ['采收日期 2026-09-28', '最近 2026-09-20，距采收 8 天', '检验检测 没有登记'],
      ['产地 承留镇'],
    ],
    [
      'a lot of pesticide',
      '(01)09521011100011(10)NY260312',
      [
        '农药名称 10%苯醚甲环唑水分散粒剂',
        '登记证持有人 沁河植保有限公司（演示）',
        'PD20180001（有效，有效期至 2028-01-14）',
        '生产批次 NY260312',
      ],
      ['生产日期 2026-03-12', '原药（母药）登记证号 没有登记', '检验检测 合格', '不能说明手中的这一瓶是真品'],
    ],
  ] as const)('of %s is found though no record of it names a stage', async (_, code, ...said) => {
    const { block } = await wordsOf(code);
    for (const each of said.flat()) expect(block).toContain(each);
    expect(block).toContain('记录没有写明环节');
  });

  it('of every open category has a kind, and every kind a product in this table or rows of its own', () => {
    const open = categories.map(({ id }) => id).filter((id) => !closedCategories.includes(id));
    expect([...new Set(shownKinds.map(({ category }) => category))].sort()).toEqual(open.sort());
    for (const kind of shownKinds) expect(kind.rows.length, kind.id).toBeGreaterThan(2);
  });

  it('is made of fields that their stages open to everybody, and of no other', () => {
    const wrong: string[] = [];
    for (const { category, rows, id, made } of shownKinds) {
      const { stages } = shippedProfiles.find((each) => each.category === category)!;
      const stageOf = (name: string) => stages.find((stage) => stage.id === name);
      for (const stage of made) if (stageOf(stage) === undefined) wrong.push(`${id}: no stage ${stage}`);
      for (const path of rows.flatMap(({ from = [] }) => from)) {
        const [stage, key] = path.split('.') as [string, string | undefined];
        if (stageOf(stage) === undefined) wrong.push(`${id}: no stage ${stage}`);
        const field = stageOf(stage)?.fields.find((each) => each.key === key);
        if (key !== undefined && field?.sees !== 'public') wrong.push(`${id}: ${path} is ${field?.sees ?? 'not there'}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('is nothing but a verdict of dangerous goods', async () => {
    for (const { category, chain, records } of chains.filter((each) => closedCategories.includes(each.category))) {
      const made = records.flatMap(({ record }) => [record.codes ?? record.lot ?? []].flat())[0] as string | { code: string };
      const code = typeof made === 'string' ? made : made?.code;
      if (code === undefined) continue;
      const { words, block } = await wordsOf(code);
      expect(block, `${category}/${chain}`).toBe('');
      expect(words).toContain('明细不公开');
    }
    expect(kindOfProduct('dangerous', new Set(['dangerous/explosive_production']), new Set())).toBeUndefined();
  });

  it('says that a row is not recorded instead of leaving it out', async () => {
    const { words } = await wordsOf(codeOf('rare_earth', 'separated', 'sale.lot'));
    expect(words).toContain('环境标志认证证书号 没有登记');
  });
});
