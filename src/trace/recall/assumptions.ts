/** What the three sets rest on. Where one of them does not hold, the sets do not either; docs/recall.md says more of each. */
export const assumptions = [
  {
    id: 'records_true',
    zh: '已有的记录属实：写明的批次、数量、对象正确；缺的是记录，不是真实。',
    en: 'Records that are there are right in what they state; records may be missing, not false.',
  },
  {
    id: 'lot_made_once',
    zh: '一个批次只生产一次：有生产记录的批次，没有另外未记录的生产。',
    en: 'A lot is made once: a lot whose making is recorded was not made another time without a record.',
  },
  {
    id: 'inputs_whole',
    zh: '写明批次的投料记录是完整的；只写品名、没有投料或分次记录的生产，投料视为不明。',
    en: 'A making that names its inputs by lot names all of them; one that names products alone, nothing, or is told in parts leaves them open.',
  },
  {
    id: 'logistic_unit_whole',
    zh: '物流单元（SSCC）装一次、拆一次：移动时货在其中，装箱记录写明全部内容；周转箱不作此假定。',
    en: 'A logistic unit (SSCC) is loaded once, keeps its load until it is opened, and its packing names all of it; nothing of the kind is assumed of crates.',
  },
  {
    id: 'known_partners',
    zh: '货物只在有往来的企业之间流转：登记的供货关系，或任何一条发货、收货记录。',
    en: 'Goods pass only between firms that trade: by registered supply, or by any recorded shipment or receipt.',
  },
  {
    id: 'paired_movements',
    zh: '单据号相同的发货与收货是同一次流转；都没有单据号时，同批次、同双方、同数量的视为同一次。',
    en: 'A shipment and a receipt under one document are one movement; without documents, those of the same lot, firms and amount.',
  },
  {
    id: 'goods_only',
    zh: '范围是批次、单品和物流单元；周转容器仅在有记录时列出。',
    en: 'The sets are of lots, units and logistic units; crates are listed only where they are recorded.',
  },
  {
    id: 'lot_range',
    zh: '批次区间指已有记录、写法与两端相同的批次；写法不同而介于其间的只计入最大范围；尚未记录的批次，下次扩大时重新查找。',
    en: 'A range of lots holds the recorded lots written as its ends are; others between them are in the maximum alone; later ones at the next extension.',
  },
  {
    id: 'likely_measure',
    zh: '“很可能”是份额不低于 0.5 者：每一步无记录的流转减半，未交代数量不足所需的按比例，配方不符的乘 0.25。',
    en: 'Likely: a share of at least 0.5; halved for each step without a record, less where less is open than was needed or the recipe is another.',
  },
] as const;
