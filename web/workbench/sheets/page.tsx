/** A stage by spreadsheet: the template, the upload, what became of the rows. */
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { useMe } from '../lib/me.tsx';
import type { StageTold } from '../lib/stages.ts';
import { useRemembered } from '../lib/use-remembered.ts';
import { Both, words } from '../lib/words.tsx';
import { Failure, Loading, NeedsNetwork, NoRight } from '../parts/states.tsx';
import { Link } from '../router.tsx';
import type { UploadTold } from '../today/work.ts';
import { type Sending, sendSheet } from './send.ts';
import { UploadCard } from './upload.tsx';

export function SheetPage({ category, stage }: { readonly category: string; readonly stage: string }): ReactNode {
  const me = useMe();
  const client = useQueryClient();
  const definition = `/api/v1/categories/${encodeURIComponent(category)}/stages/${encodeURIComponent(stage)}`;
  const { data, error, refetch } = useRemembered<StageTold>(definition);
  const [made, setMade] = useState<readonly UploadTold[]>([]);
  const [share, setShare] = useState<number>();
  const [failed, setFailed] = useState<unknown>();
  const [over, setOver] = useState(false);
  const sending = useRef<Sending>(undefined);
  const input = useRef<HTMLInputElement>(null);
  if (data === undefined) return error === null ? <Loading lines={5} /> : <Failure error={error} again={() => void refetch()} />;
  const send = async (file: File | undefined): Promise<void> => {
    if (file === undefined || share !== undefined) return;
    setFailed(undefined);
    setShare(0);
    try {
      sending.current = sendSheet(
        `/api/v1/records/${encodeURIComponent(category)}/${encodeURIComponent(stage)}/uploads`,
        file,
        setShare,
      );
      const upload = await sending.current.done;
      setMade((before) => [upload, ...before]);
      await client.invalidateQueries({ queryKey: ['uploads'] });
    } catch (cause) {
      if (!(cause instanceof DOMException && cause.name === 'AbortError')) setFailed(cause);
    } finally {
      setShare(undefined);
      // The same file, corrected, can be chosen again.
      if (input.current !== null) input.current.value = '';
    }
  };
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>
          <Both {...words(`用 Excel 填报：${data.data.name.zh}`, `By Excel: ${data.data.name.en}`)} />
        </h1>
        <p className="quiet">
          <Both
            {...words(
              '下载模板，填好后传上来；有错的行会标出原因，改好再传即可。',
              'Fill in the template and send it; rows that are wrong come back with the reason.',
            )}
          />
        </p>
      </header>
      {!me.mayRecord && <NoRight what={words('上传', 'upload')} />}
      <NeedsNetwork what={words('上传表格', 'Uploading')} />
      <p className="row">
        <a className="button plain" href={`${definition}/template.xlsx`} download>
          <Both {...words('下载 Excel 模板', 'Template')} />
        </a>
        <a className="button plain" href={`${definition}/template.csv`} download>
          CSV
        </a>
        <Link className="button plain" to={`/record/${category}/${stage}`}>
          <Both {...words('改用表单', 'By form')} />
        </Link>
      </p>
      <fieldset
        aria-label="上传 upload"
        className={over ? 'drop block over' : 'drop block'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void send(event.dataTransfer.files[0]);
        }}
      >
        <label htmlFor="sheet">
          <Both
            {...words('选择填好的表格（.xlsx、.csv），或拖到这里', 'Choose the filled sheet (.xlsx, .csv), or drop it here')}
          />
        </label>
        <input
          ref={input}
          id="sheet"
          type="file"
          accept=".xlsx,.csv"
          disabled={!me.mayRecord || share !== undefined}
          onChange={(event) => void send(event.target.files?.[0])}
        />
        {share !== undefined && (
          <>
            <progress aria-label="已上传 sent" max={1} value={share} />
            <button type="button" className="button small plain" onClick={() => sending.current?.stop()}>
              <Both {...words('停止', 'Stop')} />
            </button>
          </>
        )}
      </fieldset>
      {failed !== undefined && (
        <div className="block">
          <Failure error={failed} />
        </div>
      )}
      <ul className="items block">
        {made.map((upload) => (
          <UploadCard key={upload.id} first={upload} />
        ))}
      </ul>
    </>
  );
}
