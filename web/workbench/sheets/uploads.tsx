/** All uploads of the firm. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useMe } from '../lib/me.tsx';
import { stamp, stamped } from '../lib/time.tsx';
import { Both, words } from '../lib/words.tsx';
import { Exports } from '../parts/exports.tsx';
import { Empty, Failure, Loading } from '../parts/states.tsx';
import { Link } from '../router.tsx';
import { uploads } from '../today/work.ts';
import { states, UploadCard } from './upload.tsx';

export function UploadsPage(): ReactNode {
  const me = useMe();
  const { data, error, refetch } = useQuery({ queryKey: ['uploads', me.firm.id], queryFn: uploads });
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>
          <Both {...words('Excel 上传', 'Uploads')} />
        </h1>
        <p>
          <Link to="/record">
            <Both {...words('选择环节，下载模板并上传', 'Choose a stage, take its template, send it')} />
          </Link>
        </p>
      </header>
      {data === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <Failure error={error} again={() => void refetch()} />
        )
      ) : data.length === 0 ? (
        <Empty title={words('还没有上传过表格', 'Nothing was uploaded yet')} />
      ) : (
        <>
          <ul className="items">
            {data.map((upload) => (
              <UploadCard key={upload.id} first={upload} />
            ))}
          </ul>
          <Exports
            name="uploads"
            rows={() => [
              [
                stamped('上传', 'sent'),
                '文件 file',
                '类别 category',
                '环节 stage',
                '状态 state',
                '行数 rows',
                '写入 stored',
                '已有 there already',
                '被拒 refused',
              ],
              ...data.map((upload) => [
                stamp(upload.createdAt),
                upload.name,
                upload.category,
                upload.stage,
                states[upload.state].zh,
                upload.rows,
                upload.stored,
                upload.existing,
                upload.refused,
              ]),
            ]}
          />
        </>
      )}
    </>
  );
}
