/** The answer to "is this one all right?", in words: what is found, why, what to do. */
import type { TraceStep, Verdict, VerdictKind } from '../../src/trace/index.ts';
import { cut, en, foreign, type Html, html } from './html.ts';
import { localTime, partyName, stepById, thingText } from './naming.ts';
import type { RecallShown, ScanView } from './view.ts';
import { dispositionWords, type Words } from './words.ts';

const titles: Readonly<Record<VerdictKind, Words>> = {
  not_issued: { zh: '这个编码从未发出', en: 'This code was never issued' },
  void: { zh: '这个编码已作废', en: 'This code is void' },
  not_active: { zh: '已发码，尚未启用', en: 'Issued, not yet in use' },
  recalled: { zh: '已召回，请勿食用或使用', en: 'Recalled: do not eat or use it' },
  unfit: { zh: '不得使用', en: 'Not fit for use' },
  expired: { zh: '已过期', en: 'Expired' },
  not_recorded: { zh: '没有记录', en: 'Nothing recorded' },
  sold: { zh: '这一件已经售出', en: 'This one was sold already' },
  elsewhere: { zh: '这一件已售出，又在别处出现', en: 'Sold already, and seen elsewhere' },
  gaps: { zh: '有记录，但链条有缺口', en: 'Recorded, but the chain has a gap' },
  in_order: { zh: '有记录，未发现异常', en: 'Recorded, nothing found wrong' },
};

/** Where something is missing beside its own way, nothing is said that sounds as if all were there. */
const inOrderBeside: Words = { zh: '有记录，来路未发现异常', en: 'Recorded, nothing wrong found on its own way' };

const stop: Words = {
  zh: '请停止食用或使用，保留商品和购物凭证，联系销售者退货；销售者不处理的，可拨打 12315。',
  en: 'Stop using it, keep it with the receipt, and return it to the seller; if the seller refuses, call 12315.',
};
const nextSteps: Readonly<Record<VerdictKind, Words>> = {
  not_issued: {
    zh: '标签很可能是伪造的。请勿购买、食用或使用，保留商品和购物凭证，可拨打 12315。',
    en: 'The label is probably forged. Do not buy or use it, keep it with the receipt; you can call 12315.',
  },
  recalled: stop,
  void: stop,
  unfit: stop,
  not_active: {
    zh: '商品上市前应先启用编码。已在销售的，请向销售者询问；说明不清的，请勿食用或使用。',
    en: 'A code is activated before its goods are sold. If this one is on sale, ask the seller; without a good answer do not use it.',
  },
  expired: {
    zh: '请不要食用或使用。购买时已经过期的，保留商品和购物凭证，联系销售者；销售者不处理的，可拨打 12315。',
    en: 'Do not eat or use it. If it was past its date when you bought it, keep it with the receipt and ask the seller; if refused, call 12315.',
  },
  not_recorded: {
    zh: '请核对包装上的编码，并向销售者询问进货凭证。',
    en: 'Check the code on the package and ask the seller where it came from.',
  },
  sold: {
    zh: '是您自己买的，属正常。还在货架上，或不是您买的：不要购买、食用或使用，可在下方报告，或拨打 12315。',
    en: 'If you bought it yourself, all is well. If it is still on sale, or was not bought by you, do not buy or use it; report it below or call 12315.',
  },
  elsewhere: {
    zh: '标签可能被复制。请勿购买、食用或使用，保留商品和购物凭证，在下方报告，或拨打 12315。',
    en: 'The label may have been copied. Do not buy or use it, keep it with the receipt; report it below or call 12315.',
  },
  gaps: {
    zh: '可请销售者出示进货凭证。包装、品名或批次与本页不符的，请勿食用或使用，可拨打 12315。',
    en: 'Ask the seller for the purchase record. If package, name or lot differ from this page, do not use it; you can call 12315.',
  },
  in_order: {
    zh: '请核对品名、批次、日期与包装一致。不一致的，请勿食用或使用，并向销售者询问。',
    en: 'Check that name, lot and dates match the package. If they differ, do not use it and ask the seller.',
  },
};

const stopDrug: Words = {
  zh: '请停止使用，咨询医生或药师，保留药品或器械和购买凭证，联系购买的药店或医院；不处理的，可拨打 12315。',
  en: 'Stop using it and ask a doctor or pharmacist; keep it with the receipt and go to where you got it; if refused, call 12315.',
};
const stopEquipment: Words = {
  zh: '请不要使用，告诉使用或管理单位；单位不处理的，可在下方报告，或拨打 12315。',
  en: 'Do not use it, and tell who operates it; if nothing is done, report it below or call 12315.',
};
/** What nobody eats, or brings back to a shop. */
const nextOf: Readonly<Record<string, Partial<Record<VerdictKind, Words>>>> = {
  medical: { recalled: stopDrug, unfit: stopDrug, void: stopDrug },
  equipment: { recalled: stopEquipment, unfit: stopEquipment, void: stopEquipment, expired: stopEquipment },
};

/** Drawn on a 48 grid; the shape differs with the kind, not the colour alone. */
export const icons: Readonly<Record<VerdictKind, Html>> = {
  not_issued: html`<path d="M15 4h18l11 11v18L33 44H15L4 33V15z"/><path class="sign" d="M16 16l16 16M32 16L16 32"/>`,
  void: html`<circle cx="24" cy="24" r="20"/><path class="sign" d="M10 38L38 10"/>`,
  not_active: html`<circle cx="24" cy="24" r="20"/><path class="sign" d="M15 24h.5M24 24h.5M33 24h.5"/>`,
  recalled: html`<path d="M15 4h18l11 11v18L33 44H15L4 33V15z"/><path class="sign" d="M24 13v14M24 34v1"/>`,
  unfit: html`<circle cx="24" cy="24" r="20"/><path class="sign" d="M17 17l14 14M31 17L17 31"/>`,
  expired: html`<circle cx="24" cy="24" r="20"/><path class="sign" d="M24 13v12l8 5"/>`,
  not_recorded: html`<circle cx="24" cy="24" r="20"/><path class="sign" d="M18 19c0-8 12-8 12-1 0 5-6 5-6 10M24 35v.5"/>`,
  sold: html`<circle cx="24" cy="24" r="20"/><path class="sign" d="M14 18h20l-2 17H16zM19 18c0-9 10-9 10 0"/>`,
  elsewhere: html`<path d="M24 4l21 38H3z"/><path class="sign" d="M16 34h.5M24 34h.5M32 34h.5M24 17v9"/>`,
  gaps: html`<path d="M24 4l21 38H3z"/><path class="sign" d="M14 33h5M22 33h4M29 33h5M24 17v8"/>`,
  in_order: html`<circle cx="24" cy="24" r="20"/><path class="sign" d="M15 25l6 6 12-13"/>`,
};

/** `beside`: how many missing records lie beside the way of the thing, and are listed below. */
export function verdictBlock(view: ScanView, beside = 0): Html {
  const { kind } = view.verdict;
  const title = kind === 'in_order' && beside > 0 ? inOrderBeside : titles[kind];
  const why = reason(view, beside);
  const next = nextOf[view.facts?.category?.id ?? '']?.[kind] ?? nextSteps[kind];
  return html`
    <section class="verdict ${kind}">
      <svg class="icon" viewBox="0 0 48 48" width="56" height="56" aria-hidden="true">${icons[kind]}</svg>
      <div>
        <h1>${title.zh}</h1><p lang="en" class="title-en">${title.en}</p>
        <p class="why">${why.zh}${en(why.en)}</p>${recallNotice(view)}
        ${placesOfScans(view)}<p class="next">${next.zh}${en(next.en)}</p>
        ${kind === 'gaps' && view.verdict.sold !== undefined && html`<p class="why">${titles.sold.zh}。${nextSteps.sold.zh}${en(nextSteps.sold.en)}</p>`}
        ${note(view)}${kind !== 'in_order' && reportLink(view.canonical)}
      </div>
    </section>
    <p class="quiet">按 <time>${view.day}</time> 的记录。本页只说明这个编码登记过什么，不能证明手中的商品就是真品：复制的标签会打开同一页面。
      ${en(
        'As recorded today. This page tells what is recorded under the code, not that the product in your hand is genuine: a copied label opens the same page.',
      )}</p>`;
}

/** The recall as it was published here: by whom, since when, how grave, why, and what to do. */
function recallNotice(view: ScanView): Html | undefined {
  const told = noticeOf(view);
  return told && noticeHtml(told);
}

function noticeHtml(told: RecallShown): Html {
  const by = told.by === undefined ? '' : `${cut(told.by, 60)} `;
  return html`<div class="note"><p><b>${foreign(told.title.zh, 80)}</b>${told.title.en !== '' && en(cut(told.title.en, 120))}</p>
    <p>${by}<time>${told.day}</time> 发布，${levels[told.level] ?? told.level}级召回${en(`published ${told.day}, level ${told.level}`)}</p>
    <p>原因：${foreign(told.reason, 200)}${en('reason')}</p>
    ${doing(told)}
    <p><a href="/recalls">正在召回的产品${en('all recalls')}</a></p></div>`;
}

const doing = ({ instructions: { zh, en: english } }: RecallShown): Html | undefined =>
  zh === ''
    ? undefined
    : html`<p>要求：${foreign(zh, 200)}${en(cut(english === '' ? 'what holders must do' : english, 160))}</p>`;

const noticeOf = ({ verdict, facts, answer }: ScanView): RecallShown | undefined =>
  verdict.kind === 'recalled' ? facts?.recalls.find(({ thing }) => thing === (verdict.about ?? answer.root)) : undefined;

const levels: Readonly<Record<number, string>> = { 1: '一', 2: '二', 3: '三' };

/** Where a sold unit was looked up, once that is unusual. */
function placesOfScans({ facts, verdict }: ScanView): Html | undefined {
  const scans = facts?.scans;
  if (scans === undefined || verdict.kind !== 'elsewhere') return undefined;
  const { count, days, areas } = scans;
  const where = areas.map(({ zh, scans: times }) => `${zh} ${times} 次`).join('、');
  return html`<p class="why">此前查询 <b>${count}</b> 次，在 <b>${days}</b> 天里${where !== '' && `；地点：${where}`}。${en(
    `looked up ${count} times before, on ${days} days${where === '' ? '' : `, in ${areas.length} known places`}`,
  )}</p>`;
}

const reportLink = (code: string): Html => html`<p class="next">
  <a href="/report?code=${encodeURIComponent(code.slice(0, 500).toWellFormed())}">报告一个问题${en('report a problem')}</a></p>`;

export const verdictTitle = ({ verdict }: ScanView, beside = 0): string =>
  (verdict.kind === 'in_order' && beside > 0 ? inOrderBeside : titles[verdict.kind]).zh;
export const verdictTitleOf = ({ kind }: Verdict): string => titles[kind].zh;

/** A verdict without a story: of what nobody recorded, or what is recorded and not shared. */
export interface Told {
  readonly verdict: Verdict;
  readonly recorded: boolean;
  /** The recall that it rests on, where everybody may read it. */
  readonly recall: RecallShown | undefined;
}

export function verdictOnly({ verdict, recorded, recall }: Told): Html {
  const { kind, detail = '' } = verdict;
  const why = kind === 'recalled' && !recorded ? ofRange : withoutStory(kind, detail);
  return html`<section class="verdict ${kind}">
    <svg class="icon" viewBox="0 0 48 48" width="56" height="56" aria-hidden="true">${icons[kind]}</svg>
    <div><h1>${titles[kind].zh}</h1><p lang="en" class="title-en">${titles[kind].en}</p>
    <p class="why">${why.zh}${en(why.en)}</p>${recall && noticeHtml(recall)}<p class="next">${nextSteps[kind].zh}${en(nextSteps[kind].en)}</p></div></section>`;
}

const ofRange: Words = {
  zh: '这个批次在召回的批次区间内；这里还没有它的记录。',
  en: 'This lot is in a range of lots that is recalled; nothing is recorded of it here yet.',
};

function withoutStory(kind: VerdictKind, detail: string): Words {
  if (kind === 'not_issued')
    return {
      zh: '它的形式是本平台的编码，但本平台没有发出过它。',
      en: 'It has the form of the codes of this platform, which never gave it out.',
    };
  if (kind === 'void')
    return {
      zh: `发码方已将它作废${detail && `：${cut(detail, 80)}`}。`,
      en: `Who issued it has declared it void${detail && `: ${cut(detail, 80)}`}.`,
    };
  if (kind === 'not_active')
    return {
      zh: '它已发给生产者，还没有任何商品记录。',
      en: 'It was given to the producer, and no goods are recorded under it yet.',
    };
  if (kind !== 'not_recorded') return { zh: '它有记录，明细不公开。', en: 'It is recorded; the details are not public.' };
  return { zh: '编码格式正确，但这里没有它的记录。', en: 'The code is well formed, but nothing is recorded under it here.' };
}

/** One sentence: which thing, which date. */
function reason(view: ScanView, beside: number): Words {
  const { verdict, answer, names, day } = view;
  const step = stepById(answer, verdict.event);
  // A recall comes after the story of what was used up: only the evidence has it.
  const shown = step ?? (spokenEvent(view) as Pick<TraceStep, 'eventTime' | 'eventTimeZoneOffset'> | undefined);
  const on = shown === undefined ? undefined : localTime(shown).day;
  const about = verdict.about ?? answer.root;
  const own = about === answer.root;
  const isLot = answer.links.some(({ kind, from, to }) => kind === 'instance' && from === about && to === answer.root);
  const thing = thingText(names, about);
  switch (verdict.kind) {
    case 'recalled':
      return {
        zh: `${own ? thing.zh : `${isLot ? '本品所属的' : '本品的来源'} ${thing.zh}`}${on === undefined ? '' : ` 于 ${on} `}被召回。`,
        en: `${own ? thing.en : `${isLot ? 'It is of' : 'It comes from'} ${thing.en}, which`} was recalled${on === undefined ? '' : ` on ${on}`}.`,
      };
    case 'unfit': {
      const state = dispositionWords(verdict.detail ?? 'unknown');
      return {
        zh: `${thing.zh} ${on === undefined ? '' : `于 ${on} `}登记为“${state.zh}”。`,
        en: `${thing.en} was recorded as "${state.en}"${on === undefined ? '' : ` on ${on}`}.`,
      };
    }
    case 'expired': {
      const date = /^\d{4}-\d{2}-\d{2}$/.test(verdict.detail ?? '') ? verdict.detail : undefined;
      if (date === undefined)
        return {
          zh: `${thing.zh} ${on === undefined ? '' : `于 ${on} `}登记为已过期。`,
          en: `${thing.en} was recorded as expired${on === undefined ? '' : ` on ${on}`}.`,
        };
      return {
        zh: `${thing.zh} 应在 ${date} 前使用，今天是 ${day}。`,
        en: `${thing.en} was to be used by ${date}; today is ${day}.`,
      };
    }
    case 'sold':
      return {
        zh: `${thing.zh} ${on === undefined ? '' : `于 ${on} `}登记为已售给消费者。`,
        en: `${thing.en} was recorded as sold to a consumer${on === undefined ? '' : ` on ${on}`}.`,
      };
    case 'elsewhere': {
      if (verdict.detail === 'twice')
        return {
          zh: `${thing.zh} 登记为售给消费者不止一次${on === undefined ? '' : `，最近一次在 ${on}`}，中间没有退回。`,
          en: `${thing.en} was recorded as sold to consumers more than once${on === undefined ? '' : `, last on ${on}`}, and never came back in between.`,
        };
      const times = /^\d+$/.test(verdict.detail ?? '') ? verdict.detail : undefined;
      const again = times === undefined ? '' : ` and looked up more than ${times} times since`;
      return {
        zh: `${thing.zh} ${on === undefined ? '' : `于 ${on} `}售出后${times === undefined ? '' : `又被查询 ${times} 次以上`}，次数或地点异常。`,
        en: `${thing.en} was sold${on === undefined ? '' : ` on ${on}`}${again}: more often, or in more places, than is usual.`,
      };
    }
    case 'gaps': {
      const end = {
        not_received: ['发货后没有收货记录', 'was shipped, and no receipt is recorded'],
        not_shipped: ['收货前没有发货记录', 'was received, and no shipment is recorded'],
      }[verdict.detail ?? ''] ?? ['来源没有记录', 'has no recorded origin'];
      const party =
        step?.to === undefined || verdict.detail !== 'not_received'
          ? ''
          : `，收货方应为 ${cut(partyName(names, step.to).zh, 40)}`;
      return {
        zh: `${thing.zh} ${on === undefined ? '' : `${on} `}${end[0]}${party}。`,
        en: `${thing.en} ${end[1]}${on === undefined ? '' : ` (${on})`}.`,
      };
    }
    case 'not_issued':
    case 'void':
    case 'not_active':
    case 'not_recorded':
      return withoutStory(verdict.kind, verdict.detail ?? '');
    case 'in_order': {
      const last = answer.steps.at(-1);
      const [zh, latest] =
        last === undefined ? ['', ''] : [`，最近一条在 ${localTime(last).day}`, `, the latest on ${localTime(last).day}`];
      const [also, besides] =
        beside === 0
          ? ['', '']
          : [
              `另有 ${beside} 处旁支记录缺失，列在下面。`,
              ` ${beside} ${beside === 1 ? 'record' : 'records'} beside that way ${beside === 1 ? 'is' : 'are'} missing, listed below.`,
            ];
      return {
        zh: `共 ${answer.steps.length} 条记录${zh}；本品及其原料没有召回、过期或缺口。${also}`,
        en: `${answer.steps.length} records${latest}; no recall, expiry or gap of it or of what it was made from.${besides}`,
      };
    }
  }
}

const spokenEvent = ({ verdict, evidence }: ScanView): object | undefined =>
  evidence?.states.find(({ event: { eventID } }) => eventID === verdict.event)?.event.event;

/** What the one who recalled it says about why: an extension of the event whose name ends in `reason`. */
function note(view: ScanView): Html | undefined {
  const event = spokenEvent(view);
  if (event === undefined || noticeOf(view) !== undefined) return undefined;
  const said = Object.entries(event).find(([name, value]) => /reason$/i.test(name) && typeof value === 'string')?.[1] as
    | string
    | undefined;
  return said === undefined ? undefined : html`<p class="note">登记的原因：${foreign(said, 160)}${en('reason given')}</p>`;
}
