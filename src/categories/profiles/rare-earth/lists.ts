/** What invoices may name, and which elements need a licence for export. */
import { unverified } from '../../fields.ts';
import type { DatedList } from '../../rules/definition.ts';

const catalogue = unverified('稀土产品目录（征求意见稿 2012-02-02）的品类；现行目录未核实');

/** An invoice names the kind of the catalogue and the product. */
export const invoiceProducts: DatedList = {
  id: 'rare_earth_invoice_products',
  zh: '稀土产品目录',
  en: 'catalogue of rare-earth products',
  entries: ['矿产品', '草酸', '碳酸', '氢氧化', '氧化', '盐类', '其他化合物', '金属', '合金', '加工费'].map((value) => ({
    value,
    from: '2012-06-01',
    source: catalogue,
  })),
};

/** 商务部、海关总署公告2025年第18号, since 2025-04-04. The announcements of October 2025 were suspended until 2026-11-10; their state since is not known. */
export const controlledElements: readonly string[] = ['Sm', 'Gd', 'Tb', 'Dy', 'Lu', 'Sc', 'Y'];
export const controlledSince = '2025-04-04';
