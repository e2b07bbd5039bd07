/** All uploads of the firm. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useMe } from '../lib/me.tsx';
import { Both, words } from '../lib/words.tsx';
import { Empty, Failure, Loading } from '../parts/states.tsx';
import { Link } from '../router.tsx';
import { uploads } from '../today/work.ts';
import { UploadCard } from './upload.tsx';

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
        <ul className="items">
          {data.map((upload) => (
            <UploadCard key={upload.id} first={upload} />
          ))}
        </ul>
      )}
    </>
  );
}
