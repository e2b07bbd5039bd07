/** Chinese first, English beside it; names of what the interface says in ids. */
import type { ReactNode } from 'react';
import { categories } from '../../../src/categories/index.ts';
import { NoAnswer, Refused } from '../../shared/api.ts';

export interface Words {
  readonly zh: string;
  readonly en: string;
}

export const words = (zh: string, en: string): Words => ({ zh, en });

export const W = ({ zh, en }: Words): ReactNode => (
  <>
    {zh} <span lang="en">{en}</span>
  </>
);

export const families: Readonly<Record<string, Words>> = {
  coverage: words('覆盖', 'coverage'),
  continuity: words('衔接', 'continuity'),
  completeness: words('完整', 'completeness'),
  fraud: words('造假', 'fraud'),
};

export const gravities: Readonly<Record<string, Words>> = {
  high: words('严重', 'high'),
  medium: words('一般', 'medium'),
  low: words('轻微', 'low'),
};

export const findingStates: Readonly<Record<string, Words>> = {
  new: words('待核实', 'new'),
  confirmed: words('已核实', 'confirmed'),
  ordered: words('责令整改', 'ordered'),
  rectified: words('已整改待复核', 'to be checked'),
  closed: words('已办结', 'closed'),
  dismissed: words('不成立', 'dismissed'),
};

export const categoryNames: Readonly<Record<string, Words>> = {
  ...Object.fromEntries(categories.map(({ id, zh, en }) => [id, words(zh, en)])),
  none: words('未归类', 'no category'),
};

export const named = (from: Readonly<Record<string, Words>>, id: string | null | undefined): Words =>
  from[id ?? 'none'] ?? words(id ?? '—', '');

/** For people: what went wrong and what they can do. */
export function saidOf(error: unknown): { readonly wrong: Words; readonly next: Words; readonly code: string } {
  if (error instanceof Refused) {
    const { titleZh, title, repairZh, repair, code, detail } = error.problem;
    return { wrong: words(titleZh, detail ?? title), next: words(repairZh, repair), code };
  }
  if (error instanceof NoAnswer)
    return {
      wrong: words(
        error.status === undefined ? '服务器没有回答' : `服务器答复异常（${error.status}）`,
        error.status === undefined ? 'the server does not answer' : `an answer of status ${error.status}`,
      ),
      next: words('已填写的内容保留在本页，稍后重试', 'what you typed is kept on this page; try again in a moment'),
      code: 'no_answer',
    };
  return {
    wrong: words('页面出错', String(error instanceof Error ? error.message : error)),
    next: words('请刷新页面；若仍出现，请告知运维人员', 'reload the page; if it stays, tell whoever runs this installation'),
    code: 'page',
  };
}
