/** What a thing is called, then its lot or serial: by its records, else by the master data of its product. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { CodeAnswer } from '../../../src/contract/index.ts';
import { ask } from '../lib/api.ts';
import { shortOf } from '../record/values.ts';

/** Things of one product share its name; asked once in a session. */
const productOf = (code: string): string | undefined => /^https:\/\/id\.gs1\.org\/01\/\d{14}/.exec(code)?.[0];

export function useCalled(code: string): string | undefined {
  const product = productOf(code);
  const { data } = useQuery({
    queryKey: ['called', product],
    queryFn: () => ask<CodeAnswer>(`/api/v1/codes/${encodeURIComponent(code)}`),
    enabled: product !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return data?.candidates.find(({ called }) => called !== undefined)?.called?.zh;
}

/** What is left to say of a code whose product is named. */
export function markOf(code: string): string {
  const logistic = /\/00\/(\d{18})$/.exec(code)?.[1];
  return logistic === undefined ? shortOf(code) : logistic;
}

export function ThingName({ code, known }: { readonly code: string; readonly known?: string | undefined }): ReactNode {
  const called = useCalled(code);
  const name = known ?? called ?? (/\/00\/\d{18}$/.test(code) ? '物流单元' : undefined);
  return (
    <>
      {name !== undefined && <strong>{name} </strong>}
      {markOf(code)}
    </>
  );
}
