/** Joint groups (追溯联合体) of the firm: those it is in, is invited to, and one to found. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ask } from '../lib/api.ts';
import { useMe } from '../lib/me.tsx';
import type { CategoryBrief } from '../lib/stages.ts';
import { stamp, stamped, Time } from '../lib/time.tsx';
import { useRemembered } from '../lib/use-remembered.ts';
import { Both, words } from '../lib/words.tsx';
import { Exports } from '../parts/exports.tsx';
import { Area, Form, Line, Ticks, useSending, useTyped } from '../parts/form.tsx';
import { Empty, Failure, Loading } from '../parts/states.tsx';
import { go, Link } from '../router.tsx';
import { type GroupTold, meaning, stateTone, stateWords } from './told.ts';

export function GroupsPage(): ReactNode {
  const me = useMe();
  const { data, error, refetch } = useQuery({
    queryKey: ['groups', me.firm.id],
    queryFn: () => ask<{ groups: GroupTold[] }>('/api/v1/groups'),
    retry: false,
  });
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>
          <Both {...words('追溯联合体', 'Joint groups')} />
        </h1>
        <p className="quiet">
          <Both {...meaning} />
        </p>
      </header>
      {data === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <Failure error={error} again={() => void refetch()} />
        )
      ) : data.groups.length === 0 ? (
        <Empty title={words('还没有加入联合体', 'In no joint group yet')} />
      ) : (
        <>
          <ul className="items">
            {data.groups.map((group) => (
              <li key={group.id} className={`item ${group.endedAt === undefined ? stateTone[group.state] : ''}`}>
                <p className="row apart">
                  <Link to={`/groups/${group.id}`}>
                    <strong>{group.name}</strong>
                  </Link>
                  <span className={`tag ${group.endedAt === undefined ? stateTone[group.state] : ''}`}>
                    <Both {...(group.endedAt === undefined ? stateWords[group.state] : words('已解散', 'ended'))} />
                  </span>
                </p>
                <p>{group.purpose}</p>
                <p className="quiet">
                  <Time at={group.foundedAt} />
                </p>
              </li>
            ))}
          </ul>
          <Exports
            name="groups"
            rows={() => [
              ['名称 name', '用途 purpose', '状态 state', stamped('发起', 'founded')],
              ...data.groups.map((group) => [
                group.name,
                group.purpose,
                (group.endedAt === undefined ? stateWords[group.state] : words('已解散', 'ended')).zh,
                stamp(group.foundedAt),
              ]),
            ]}
          />
        </>
      )}
      {me.account.roles.includes('organisation_administrator') ? (
        <Found />
      ) : (
        <p className="notice" role="note">
          <Both
            {...words(
              '发起、加入和退出由本单位管理员办理',
              'Founding, joining and leaving are for the administrator of your firm',
            )}
          />
        </p>
      )}
    </>
  );
}

function Found(): ReactNode {
  const me = useMe();
  const client = useQueryClient();
  const categories = useRemembered<readonly CategoryBrief[]>('/api/v1/categories');
  const own = (categories.data?.data ?? []).filter(({ closed }) => !closed);
  const first = {
    name: '',
    purpose: '',
    categories: own.filter(({ id }) => me.firm.categories.includes(id)).map(({ id }) => id),
  };
  if (categories.data === undefined)
    return categories.error === null ? <Loading /> : <Failure error={categories.error} again={() => void categories.refetch()} />;
  return <FoundForm first={first} own={own} onFounded={() => void client.invalidateQueries({ queryKey: ['groups'] })} />;
}

interface FoundFormProps {
  readonly first: { readonly name: string; readonly purpose: string; readonly categories: readonly string[] };
  readonly own: readonly CategoryBrief[];
  readonly onFounded: () => void;
}

function FoundForm({ first, own, onFounded }: FoundFormProps): ReactNode {
  const me = useMe();
  const { typed, change, ready, clear } = useTyped(`group ${me.account.account} ${me.firm.id}`, { ...first, products: '' });
  const sending = useSending();
  if (!ready) return <Loading />;
  const found = async (): Promise<void> => {
    const products = typed.products
      .split(/[\s,，、;；]+/u)
      .map((each) => each.trim())
      .filter((each) => each !== '');
    const { id } = await ask<GroupTold>('/api/v1/groups', {
      method: 'POST',
      body: {
        name: typed.name.trim(),
        purpose: typed.purpose.trim(),
        categories: typed.categories,
        ...(products.length === 0 ? {} : { products }),
      },
    });
    await clear();
    onFounded();
    go(`/groups/${id}`);
  };
  return (
    <Form
      title={words('发起联合体', 'Found a group')}
      sending={sending}
      act={words('发起', 'Found it')}
      onSend={found}
      disabled={typed.categories.length === 0}
    >
      <Line
        id="name"
        label={words('名称', 'Name')}
        required
        minLength={2}
        maxLength={60}
        value={typed.name}
        onChange={(name) => change({ name })}
      />
      <Area
        id="purpose"
        label={words('用途', 'What for')}
        required
        most={300}
        rows={2}
        value={typed.purpose}
        onChange={(purpose) => change({ purpose: purpose.replaceAll('\n', ' ') })}
      />
      <Ticks
        name="categories"
        label={words('共享的类别', 'Categories shared')}
        options={own.map(({ id, name }) => ({ value: id, name }))}
        value={typed.categories}
        onChange={(some) => change({ categories: some })}
      />
      <Area
        id="products"
        label={words('只共享这些产品（可不填）', 'These products alone (may be left out)')}
        hint={words(
          '每行一个商品条码或任一批次的编码，代表其产品；不填则为所选类别的全部产品',
          'A GTIN or the code of any lot a line, which stands for its product; left out: all products of the categories',
        )}
        most={2000}
        rows={2}
        value={typed.products}
        onChange={(products) => change({ products })}
      />
    </Form>
  );
}
