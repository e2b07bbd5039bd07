/** What it is: name, lot, who made it, dates. */
import type { TraceAnswer, TraceStep } from '../../src/trace/index.ts';
import { valueText } from './facts.ts';
import { en, foreign, type Html, html } from './html.ts';
import { attribute, definitions, localTime, partyName, productTitle, thingName, whereOf } from './naming.ts';
import type { KindShown, ScanView } from './view.ts';
import type { Words } from './words.ts';

export function productBlock(view: ScanView): Html {
  const { canonical, names, answer } = view;
  const { product, mark, named } = thingName(names, canonical);
  const gtin = /^https:\/\/id\.gs1\.org\/01\/\d{14}/.exec(canonical)?.[0] ?? canonical;
  const made = madeStep(answer);
  const at = made === undefined ? undefined : whereOf(made);
  const told = view.facts?.kind;
  if (told !== undefined) return kindBlock(view, told, made);
  const rows: [Words, Html][] = [];
  if (mark !== undefined) rows.push([mark.label, foreign(mark.value, 40)]);
  const maker = attribute(names, gtin, 'manufacturerOfTradeItemPartyName');
  if (maker !== undefined) rows.push([{ zh: '生产者', en: 'producer' }, foreign(maker, 60)]);
  if (made !== undefined && at !== undefined) rows.push([madeAt(made), foreign(partyName(names, at).zh, 60)]);
  if (made !== undefined) rows.push([madeOn(made), html`<time>${localTime(made).day}</time>`]);
  const until = useBy(view);
  if (until !== undefined) rows.push([until.label, html`<time>${until.date}</time>`]);
  const net = attribute(names, gtin, 'netContentDescription');
  if (net !== undefined) rows.push([{ zh: '净含量', en: 'net content' }, foreign(net, 40)]);
  return html`<section class="product"><h2>${productTitle(product)}</h2>
    ${!named && html`<p class="quiet">没有登记品名。${en('No product name is recorded.')}</p>`}
    ${definitions(rows)}
  </section>`;
}

/** What must be told first of a product of its kind, whether it is recorded or not; then the place, where no row has it. */
function kindBlock(view: ScanView, told: KindShown, made: TraceStep | undefined): Html {
  const { canonical, names, facts } = view;
  const { product, mark, named } = thingName(names, canonical);
  const at = made === undefined ? undefined : whereOf(made);
  const none = html`<span class="none">没有登记${en('not recorded')}</span>`;
  const rows = told.rows.map(({ key, zh, en: english, value }): [Words, Html] => [
    { zh, en: english },
    value === undefined ? (registeredFor(view, key) ?? none) : valueText(value, names, true),
  ]);
  // A row that says the same as the mark of the code stands for it.
  const repeated = told.rows.some(
    ({ value }) =>
      String(value?.kind === 'text' ? value.text : '').trim() === mark?.value ||
      (value?.kind === 'plain' && String(value.values[0]) === mark?.value),
  );
  const isLotRow = mark?.label.zh === '批次' && told.rows.some(({ key, value }) => key === 'lotNumber' && value === undefined);
  const first: [Words, Html][] = mark === undefined || repeated || isLotRow ? [] : [[mark.label, foreign(mark.value, 40)]];
  const where: [Words, Html][] =
    at === undefined || made === undefined
      ? []
      : [
          [
            facts?.category?.id === 'produce' ? { zh: '基地', en: 'grown at' } : madeAt(made),
            foreign(partyName(names, at).zh, 60),
          ],
        ];
  return html`<section class="product"><h2>${productTitle(product)}</h2>
    ${!named && html`<p class="quiet">没有登记品名。${en('No product name is recorded.')}</p>`}
    ${definitions([...first, ...rows, ...where])}
    ${told.notes.map((note) => html`<p class="quiet">${note.zh}${en(note.en)}</p>`)}
    <p class="quiet">“${told.zh}”应当显示的项目：${told.source.text}${!told.source.verified && '（未核实）'}${en(
      `what is to be shown of: ${told.en}${told.source.verified ? '' : '; source not verified'}`,
    )}</p>
  </section>`;
}

/** What no record says and master data, the code itself or the making event do. */
function registeredFor(view: ScanView, key: string): Html | undefined {
  const { canonical, names, answer, facts } = view;
  const product = /^https:\/\/id\.gs1\.org\/01\/\d{14}/.exec(canonical)?.[0] ?? canonical;
  const said = (wanted: string): Html | undefined => {
    const text = attribute(names, product, wanted);
    return text === undefined ? undefined : foreign(text, 60);
  };
  const { product: own, mark, named } = thingName(names, canonical);
  switch (key) {
    case 'product':
      return named ? foreign(own.zh, 60) : undefined;
    case 'spec':
      return said('netContentDescription');
    case 'holder':
    case 'producer':
      return said('manufacturerOfTradeItemPartyName');
    case 'lotNumber':
      if (mark?.label.zh === '批次') return foreign(mark.value, 40);
      return lotInRecords(view);
    case 'bestBeforeDate':
    case 'expirationDate': {
      const until = useBy(view);
      return until === undefined ? undefined : html`<time>${until.date}</time>`;
    }
    case 'origin': {
      const picked = answer.steps.find(({ bizStep }) => bizStep?.endsWith('harvesting'));
      const area = facts?.positions.find(({ id }) => id === picked?.place)?.area;
      return area === undefined ? undefined : foreign(area, 40);
    }
  }
  return undefined;
}

/** CBV 2.0 §9.1: `cbvmda:lotNumber` of the event that made it. */
function lotInRecords({ evidence }: ScanView): Html | undefined {
  for (const { event } of evidence?.made ?? [])
    for (const [name, value] of Object.entries((event as { ilmd?: Record<string, unknown> }).ilmd ?? {}))
      if (/lotNumber$/.test(name) && typeof value === 'string') return foreign(value, 40);
  return undefined;
}

/** The step in which the root, or its lot, came to be. */
function madeStep({ root, links, steps }: TraceAnswer): TraceStep | undefined {
  const own = new Set([root, ...links.filter(({ kind, to }) => kind === 'instance' && to === root).map(({ from }) => from)]);
  const first = (...roles: string[]): TraceStep | undefined =>
    steps.find(({ things }) => things.some(({ id, as }) => own.has(id) && roles.includes(as)));
  return first('output') ?? first('observedAdd', 'parentAdd');
}

const kindOfMaking = ({ type, bizStep, things }: TraceStep): 'picked' | 'packed' | 'coded' | 'made' => {
  if (bizStep?.endsWith('harvesting')) return 'picked';
  // A unit gets its code after it was made; a lot that is commissioned is what was made.
  if (bizStep === 'commissioning' && things.every(({ id }) => /\/21\/[^/]+$/.test(id))) return 'coded';
  return type === 'AggregationEvent' || bizStep === 'packing' || bizStep === 'repackaging' ? 'packed' : 'made';
};

const madeAt = (step: TraceStep): Words =>
  ({
    picked: { zh: '产地', en: 'grown at' },
    packed: { zh: '包装地点', en: 'packed at' },
    coded: { zh: '赋码地点', en: 'coded at' },
    made: { zh: '生产地点', en: 'made at' },
  })[kindOfMaking(step)];

const madeOn = (step: TraceStep): Words =>
  ({
    picked: { zh: '采收日期', en: 'harvested on' },
    packed: { zh: '包装日期', en: 'packed on' },
    coded: { zh: '赋码日期', en: 'coded on' },
    made: { zh: '生产日期', en: 'made on' },
  })[kindOfMaking(step)];

const useByLabels: Readonly<Record<string, Words>> = {
  itemExpirationDate: { zh: '有效期至', en: 'use by' },
  expirationDate: { zh: '有效期至', en: 'use by' },
  bestBeforeDate: { zh: '保质期至', en: 'best before' },
  sellByDate: { zh: '销售期至', en: 'sell by' },
};

/** The date of the making event (CBV 2.0 §9.1), or the one by which the verdict went. */
function useBy({ evidence, verdict }: ScanView): { label: Words; date: string } | undefined {
  for (const { event } of evidence?.made ?? []) {
    for (const [name, value] of Object.entries((event as { ilmd?: Record<string, unknown> }).ilmd ?? {})) {
      const label = useByLabels[/[A-Za-z]+$/.exec(name)?.[0] ?? ''];
      if (label !== undefined && typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value))
        return { label, date: value.slice(0, 10) };
    }
  }
  const spoken = verdict.kind === 'expired' && /^\d{4}-\d{2}-\d{2}$/.test(verdict.detail ?? '');
  return spoken ? { label: useByLabels.expirationDate!, date: verdict.detail! } : undefined;
}
