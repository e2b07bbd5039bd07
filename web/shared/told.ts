/** What console and workbench say of subscriptions of notices, and what their forms ask. */
import type { NoticeAnswer, NoticeRequest, NoticeSubscriptionAnswer } from '../../src/contract/index.ts';

interface Words {
  readonly zh: string;
  readonly en: string;
}
const words = (zh: string, en: string): Words => ({ zh, en });

export const topicNames = {
  findings: words('监测发现', 'findings'),
  digest: words('每日摘要', 'daily digest'),
  recall_published: words('召回清单', 'lists of recalls'),
} as const satisfies Readonly<Record<NoticeRequest['topic'], Words>>;
export type Topic = keyof typeof topicNames;

export const stateNames: Readonly<Record<string, Words>> = {
  active: words('正常', 'goes well'),
  retrying: words('投递失败，正在重试', 'failed, being tried again'),
  suspended: words('对方不再接收', 'the receiver wants no more'),
  paused: words('已暂停', 'paused'),
};

export const gravityNames: Readonly<Record<string, Words>> = {
  high: words('重', 'high'),
  medium: words('中', 'medium'),
  low: words('轻', 'low'),
};

/** What a subscription leaves out. */
export function filterWords({ topic, filter: { gravities, hour } }: NoticeSubscriptionAnswer): Words {
  if (topic === 'digest') return words(`每天 ${hour ?? 8} 时`, `at ${hour ?? 8} o’clock`);
  if (topic === 'recall_published') return words('发布即告', 'when published');
  if (gravities === undefined) return words('全部', 'all');
  const named = gravities.map((each) => gravityNames[each] ?? words(each, each));
  return words(named.map(({ zh }) => zh).join('、'), named.map(({ en }) => en).join(', '));
}

const kinds: Readonly<Record<string, Words>> = {
  opened: words('发现', 'found'),
  resolved: words('数据已消除', 'put right'),
  decided: words('已处置', 'decided'),
  digest: words('每日摘要', 'digest'),
  recall: words('召回', 'recall'),
};

/** In a line. */
export function noticeWords({ kind, finding, digest }: NoticeAnswer): Words {
  const what = kinds[kind] ?? words(kind, kind);
  if (finding !== undefined) return words(`${what.zh}：${finding.told.zh}`, `${what.en}: ${finding.told.en}`);
  if (digest !== undefined) return words(`${what.zh}：未办结 ${digest.open} 条`, `${what.en}: ${digest.open} open`);
  return what;
}

/** The code and the sentences of the last delivery that failed. */
export function faultWords({ lastError }: NoticeSubscriptionAnswer): Words | undefined {
  if (lastError === undefined) return undefined;
  const { title = '', titleZh = title } = lastError as { readonly title?: string; readonly titleZh?: string };
  return words(titleZh, title);
}

/** What is typed. */
export interface Asked {
  readonly topic: Topic;
  /** Empty for the inbox. */
  readonly dest: string;
  readonly token: string;
  readonly grave: boolean;
  readonly hour: string;
}
export const freshAsked: Asked = { topic: 'findings', dest: '', token: '', grave: false, hour: '8' };

export function requestOf({ topic, dest, token, grave, hour }: Asked): NoticeRequest {
  const filter: NoticeRequest['filter'] =
    topic === 'findings' && grave ? { gravities: ['high'] } : topic === 'digest' ? { hour: Number(hour) } : undefined;
  return {
    topic,
    ...(dest.trim() === '' ? {} : { dest: dest.trim() }),
    ...(dest.trim() === '' || token.trim() === '' ? {} : { signatureToken: token.trim() }),
    ...(filter === undefined ? {} : { filter }),
  };
}
