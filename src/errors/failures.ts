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
  too_often: row(
    429,
    'Too many requests of this kind in a short time',
    'Wait {seconds} s and send it again; the header RateLimit tells how many are left',
    '此类请求过于频繁',
    '请等待 {seconds} 秒后重试；响应头 RateLimit 会说明剩余次数',
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
