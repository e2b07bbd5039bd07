/** Faults of this side: too much work, or something broke. Rows of the catalogue in `../errors.ts`. */
import { type CatalogueRow, row } from './row.ts';

export const failures = {
  rate_limited: row(
    429,
    'Too much work is waiting',
    'Wait {seconds} s and send it again',
    '等待处理的请求过多',
    '请等待 {seconds} 秒后重试',
  ),
  database_lost: row(
    503,
    'The database does not answer',
    'Wait and send it again: what was acknowledged is kept; the operator finds the cause in the log',
    '数据库暂时没有响应',
    '请稍后重试，已确认的数据不会丢失；管理员可在日志中查看原因',
  ),
  internal: row(
    500,
    'Something went wrong here',
    'Report the request id {request} to the operator',
    '系统内部错误',
    '请将请求编号 {request} 告知管理员',
    'epcisException:ImplementationException',
  ),
} as const satisfies Record<string, CatalogueRow>;
