/** One upload: how far it is, what was stored, what was refused and why, the file back with the reasons in it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ask, askFile, type Problem } from '../lib/api.ts';
import { Time } from '../lib/time.tsx';
import { Both, type Words, words } from '../lib/words.tsx';
import { Confirm } from '../parts/dialog.tsx';
import { Failure } from '../parts/states.tsx';
import { ended, type UploadTold } from '../today/work.ts';

interface Followed extends UploadTold {
  readonly refusals?: readonly { readonly row: number; readonly problems: readonly Problem[] }[];
}

export const states: Readonly<Record<UploadTold['state'], Words>> = {
  receiving: words('接收中', 'coming in'),
  waiting: words('排队中', 'waiting'),
  checking: words('检查中', 'being read'),
  recording: words('写入中', 'recording'),
  done: words('完成', 'done'),
  failed: words('整份被拒，未写入', 'refused as a whole, nothing stored'),
  cancelled: words('已取消', 'cancelled'),
};

/** Saves what the server answers under a name; a link of this page alone. */
async function save(path: string, name: string): Promise<void> {
  const address = await askFile(path);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

export function UploadCard({ first }: { readonly first: UploadTold }): ReactNode {
  const client = useQueryClient();
  const path = `/api/v1/record-uploads/${first.id}`;
  const [error, setError] = useState<unknown>();
  const { data = first as Followed } = useQuery({
    queryKey: ['upload', first.id],
    queryFn: () => ask<Followed>(path),
    refetchInterval: ({ state }) => (state.data !== undefined && ended(state.data.state) ? false : 1_000),
  });
  const { state, rows, read, stored, existing, refused, refusals = [], problem } = data;
  const open = !ended(state);
  const cancel = async (): Promise<void> => {
    setError(undefined);
    try {
      await ask(path, { method: 'DELETE' });
      await client.invalidateQueries({ queryKey: ['upload', first.id] });
    } catch (cause) {
      setError(cause);
    }
  };
  return (
    <li
      className={`item ${state === 'failed' ? 'bad' : refused > 0 ? 'warn' : state === 'done' ? 'ok' : ''}`}
      data-upload={first.id}
    >
      <p className="row apart">
        <strong>{data.name || `${data.category}/${data.stage}`}</strong>
        <span className={`tag ${state === 'failed' ? 'bad' : ''}`}>
          <Both {...states[state]} />
        </span>
      </p>
      <p className="quiet">
        <Time at={data.createdAt} />
      </p>
      {open && <progress aria-label="已处理 done" max={rows ?? 1} value={rows === null ? undefined : read} />}
      {problem !== undefined && (
        <p className="fault">
          <Both zh={problem.titleZh} en={problem.title} /> → <Both zh={problem.repairZh} en={problem.repair} />
        </p>
      )}
      {state !== 'failed' && (
        <p role="status">
          <Both
            {...words(
              `${rows ?? read} 行：新存 ${stored}，已有 ${existing}，被拒 ${refused}`,
              `${rows ?? read} rows: ${stored} stored, ${existing} there before, ${refused} refused`,
            )}
          />
        </p>
      )}
      {error !== undefined && <Failure error={error} />}
      {refusals.length > 0 && (
        <div className="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">
                  <Both {...words('行', 'Row')} />
                </th>
                <th scope="col">
                  <Both {...words('原因与改法', 'Why, and what to do')} />
                </th>
              </tr>
            </thead>
            <tbody>
              {refusals.slice(0, 20).map(({ row, problems }) => (
                <tr key={row}>
                  <th scope="row">{row}</th>
                  <td>
                    {problems.map((each) => (
                      <p key={each.title} className="problem">
                        <span>
                          {each.titleZh} → {each.repairZh}
                        </span>
                        <small lang="en">
                          {each.title} → {each.repair}
                        </small>
                      </p>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="row">
        {open && (
          <Confirm
            title={words('取消上传？', 'Cancel the upload?')}
            consequence={words('已写入的行保留，其余不再写入。', 'Rows that are stored stay; the rest is not recorded.')}
            act={words('取消上传', 'Cancel it')}
            onConfirm={() => void cancel()}
          >
            {(confirm) => (
              <button type="button" className="button small plain danger" onClick={confirm}>
                <Both {...words('取消上传', 'Cancel')} />
              </button>
            )}
          </Confirm>
        )}
        {data.file !== undefined && refused > 0 && (
          <button
            type="button"
            className="button small"
            onClick={() =>
              void save(
                `${path}/file.xlsx?rows=refused`,
                `待改-${data.name || data.stage}.xlsx`.replace(/\.xlsx\.xlsx$/, '.xlsx'),
              ).catch(setError)
            }
          >
            <Both {...words('下载待改的行', 'Rows to correct')} />
          </button>
        )}
        {data.file !== undefined && (
          <button
            type="button"
            className="button small plain"
            onClick={() => void save(`${path}/file.xlsx`, `批注-${data.name || data.stage}`).catch(setError)}
          >
            <Both {...words('下载批注全表', 'The whole file, annotated')} />
          </button>
        )}
      </p>
    </li>
  );
}
