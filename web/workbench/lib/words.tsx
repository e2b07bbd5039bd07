/** Chinese first, English beside it. */
import type { ReactNode } from 'react';

export interface Words {
  readonly zh: string;
  readonly en: string;
}

export const words = (zh: string, en: string): Words => ({ zh, en });

/** Both languages of one text; the English part says its language, so that it is read aloud rightly. */
export function Both({ zh, en }: Words): ReactNode {
  return (
    <>
      {zh}
      {en !== '' && en !== zh && (
        <>
          {' '}
          <span lang="en">{en}</span>
        </>
      )}
    </>
  );
}

/** For attributes, where no markup may stand. */
export const plain = ({ zh, en }: Words): string => (en === '' || en === zh ? zh : `${zh} ${en}`);
