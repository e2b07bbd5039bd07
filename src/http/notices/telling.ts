/** What a notice says when it leaves: the finding, the recall or the digest as its receiver may see it now. */
import { type Acting, type Principal, type Role, sightOf } from '../../access/index.ts';
import type { Config } from '../../config.ts';
import type { NoticesOptions } from '../../notices/index.ts';
import { actingOf } from '../../organisations/index.ts';
import {
  actsOfRecall,
  findingsSeen,
  holdersOf,
  type Notice,
  type NoticeSubscription,
  noticeActs,
  recallAnswers,
  recallItems,
  recallSeen,
  type Sight,
  type Store,
} from '../../store/index.ts';
import { itemNames } from '../recall/item-names.ts';
import { endOf, extensionsOf, itemsOf, noticeOf } from '../recall/told.ts';
import { digestOf } from '../supervision/digest.ts';
import { told } from '../supervision/findings.ts';

const day = 86_400_000;

interface Around {
  readonly store: Store;
  readonly config: Config;
  readonly now: () => number;
}

/** With the eyes of the organisation as it is now, in the roles of whoever subscribed. */
async function principalOf(
  { store, config }: Around,
  { organisation, roles }: NoticeSubscription,
): Promise<Principal | undefined> {
  if (organisation === null) return { kind: 'operator', roles: new Set() };
  const acting: Acting | undefined = await actingOf(store, config.jurisdiction, organisation);
  if (acting === undefined) return undefined;
  return { kind: 'service', organisation: acting, roles: new Set(JSON.parse(roles) as Role[]) };
}

export function tellingOf(around: Around): Pick<NoticesOptions, 'sightOf' | 'tell'> {
  const { store, now } = around;
  const { database } = store;
  const sight = async (subscription: NoticeSubscription, action: 'watch' | 'read_recall'): Promise<Sight> => {
    const principal = await principalOf(around, subscription);
    if (principal === undefined) return [];
    return principal.kind === 'operator' ? 'everything' : sightOf(principal, action, { now: now() });
  };

  async function findings(subscription: NoticeSubscription, notices: readonly Notice[]): Promise<(object | undefined)[]> {
    const seen = await findingsSeen(database, await sight(subscription, 'watch'), [...new Set(notices.map(({ ref }) => ref))]);
    const decided = notices.flatMap(({ kind, part }) => (kind === 'decided' ? [part] : []));
    const acts = new Map(decided.length === 0 ? [] : (await noticeActs(database, decided)).map((act) => [act.seq, act]));
    return notices.map((notice) => {
      const finding = seen.get(notice.ref);
      if (finding === undefined) return undefined;
      const act = acts.get(notice.part);
      return {
        ...headOf(notice),
        finding: told(finding, around.config.jurisdiction),
        ...(act === undefined
          ? {}
          : {
              act: {
                act: act.act,
                reason: act.reason,
                at: iso(act.at),
                ...(act.dueAt === null ? {} : { due: iso(act.dueAt) }),
              },
            }),
      };
    });
  }

  async function recall(subscription: NoticeSubscription, notice: Notice): Promise<object | undefined> {
    const { organisation } = subscription;
    const seen = await recallSeen(database, await sight(subscription, 'read_recall'), notice.ref, 'parts');
    if (seen === undefined || organisation === null) return undefined;
    const [items, answers] = await Promise.all([
      recallItems(database, seen.id, organisation),
      recallAnswers(database, seen.id, organisation),
    ]);
    const names = await itemNames(store, seen.id, items);
    const acts = await actsOfRecall(database, seen.id);
    const [end, extended] = [endOf(seen, acts), extensionsOf(acts)];
    const own = (await holdersOf(database, seen.id)).find(({ holder }) => holder === organisation);
    return {
      ...headOf(notice),
      recall: noticeOf(seen),
      ...(own === undefined ? {} : { due: iso(own.dueAt) }),
      ...(extended.length === 0 ? {} : { extended }),
      ...(end === undefined ? {} : { end }),
      items: itemsOf(items, answers, names),
    };
  }

  return {
    sightOf: (subscription) => sight(subscription, 'watch'),
    async tell(subscription, notices) {
      if (subscription.topic === 'findings') return findings(subscription, notices);
      if (subscription.topic === 'recall_published') return Promise.all(notices.map((notice) => recall(subscription, notice)));
      const seen = await sight(subscription, 'watch');
      return Promise.all(
        notices.map(async (notice) => {
          const until = Date.parse(notice.ref);
          return { ...headOf(notice), digest: await digestOf(database, seen, until - day, until) };
        }),
      );
    },
  };
}

const iso = (at: number): string => new Date(at).toISOString();
const headOf = ({ seq, kind, madeAt }: Notice): object => ({ seq, kind, at: iso(madeAt) });
