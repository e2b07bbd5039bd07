/** Who reviews an organisation: the bodies of the jurisdiction whose officials the rules allow it, asked of the decision itself. */
import { decideOnRegister, type Principal } from '../../access/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { allDepartments, holds, nameAt } from '../../jurisdictions/index.ts';
import { bodyId, mandateOf } from '../../organisations/index.ts';
import type { RegisteredAs } from '../../store/index.ts';
import type { Context } from '../context.ts';
import { registryOf } from './shared.ts';

interface Named {
  readonly zh: string;
  readonly en: string;
}

/** What no department reviews waits for the administrator of the system. */
const administrator: Named = { zh: '系统管理员', en: 'the system administrator' };

export function reviewersOf(context: Context, row: RegisteredAs): readonly Named[] {
  const { jurisdiction, today } = registryOf(context);
  const found = allDepartments(jurisdiction).filter((each) => {
    const { department } = each;
    if (!holds(department, today) || department.kind === 'association') return false;
    const official: Principal = {
      kind: 'person',
      roles: new Set(['official']),
      organisation: {
        id: bodyId(each.jurisdiction.id, department.id),
        kind: department.kind,
        areas: department.areas ?? [each.jurisdiction.code],
        mandate: mandateOf(department),
      },
    };
    return decideOnRegister(official, 'review', row, { now: context.now() }).allowed;
  });
  return found.length === 0 ? [administrator] : found.map(({ department }) => nameAt(department, today));
}

/** Whom to ask follows from what was typed: of the one that is there nothing is told, not even its categories. */
export function alreadyThere(context: Context, row: RegisteredAs & { readonly uscc?: string | undefined }): ZhuisuError {
  const reviewers = reviewersOf(context, row);
  return new ZhuisuError('registered_already', {
    came: row.uscc ?? '',
    expected: { zh: reviewers.map(({ zh }) => zh).join('、'), en: reviewers.map(({ en }) => en).join(', ') },
  });
}
