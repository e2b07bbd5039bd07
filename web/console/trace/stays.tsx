/** The table that says what the graph shows, kept in step with it. */
import type { ReactNode } from 'react';
import { useMemo } from 'react';
import { type Column, Table } from '../shell/table.tsx';
import { At, zone } from '../shell/time.tsx';
import { words } from '../shell/words.tsx';
import type { Model, Stay } from './model.ts';
import { kindNames, openEndNames, stepName } from './words.ts';

export function StayTable({
  model,
  chosen,
  found,
  choose,
}: {
  readonly model: Model;
  readonly chosen: string | undefined;
  /** Those that match the search; undefined: all. */
  readonly found: readonly string[] | undefined;
  readonly choose: (stay: string) => void;
}): ReactNode {
  const parties = useMemo(() => new Map(model.parties.map(({ id, name }) => [id, name])), [model]);
  const rows = useMemo(() => {
    const wanted = found === undefined ? undefined : new Set(found);
    const first = ({ steps }: Stay): string => (steps[0] === undefined ? '' : model.steps[steps[0]]!.eventTime);
    return model.stays
      .filter(({ id }) => wanted?.has(id) ?? true)
      .map((stay) => ({ stay, at: first(stay) }))
      .sort((a, b) => (a.at === b.at ? 0 : Date.parse(a.at || '9999') - Date.parse(b.at || '9999')))
      .map(({ stay }) => stay);
  }, [model, found]);
  const columns = useMemo(
    (): readonly Column<Stay>[] => [
      {
        id: 'thing',
        title: words('物品', 'thing'),
        width: 'minmax(9rem,3fr)',
        cell: ({ name, thing, steps }) => (
          <>
            <b>{name}</b>
            <small>
              <span className="narrow">{steps[0] !== undefined && <At at={model.steps[steps[0]]!.eventTime} only="day" />} </span>
              <code>{thing}</code>
            </small>
          </>
        ),
      },
      { id: 'party', title: words('主体', 'party'), width: 'minmax(6rem,2fr)', cell: ({ party }) => parties.get(party) },
      { id: 'kind', title: words('类型', 'kind'), width: '6rem', wide: true, cell: ({ kind }) => kindNames[kind]?.zh },
      {
        id: 'steps',
        title: words('环节', 'steps'),
        width: 'minmax(6rem,2fr)',
        wide: true,
        cell: ({ steps }) => steps.map((i) => stepName(model.steps[i]!.bizStep, model.steps[i]!.type).zh).join(' → '),
      },
      {
        id: 'at',
        title: words('自', zone()),
        width: '8.5rem',
        wide: true,
        cell: ({ steps }) => (steps[0] === undefined ? '—' : <At at={model.steps[steps[0]]!.eventTime} />),
      },
      {
        id: 'quantity',
        title: words('数量', 'quantity'),
        width: '6rem',
        wide: true,
        right: true,
        cell: ({ quantity }) => quantity,
      },
      {
        id: 'gap',
        title: words('缺口', 'gap'),
        width: '5.5rem',
        wide: true,
        cell: ({ open }) => <span className="due soon">{open.map((each) => openEndNames[each]?.zh).join('、')}</span>,
      },
    ],
    [model, parties],
  );
  return (
    <Table
      label="链上的物品 things of the chain"
      rows={rows}
      columns={columns}
      id={({ id }) => id}
      open={({ id }) => choose(id)}
      current={chosen}
    />
  );
}
