/** Faults of a question and of named values. Rows of the catalogue in `../errors.ts`. */
import { type CatalogueRow, row } from './row.ts';

export const queryErrors = {
  parameter_unknown: row(
    400,
    'Query parameter {name} is not known',
    'Use one of: {expected}',
    '未知的查询参数 {name}',
    '可用参数：{expected}',
    'epcisException:QueryParameterException',
  ),
  parameter_invalid: row(
    400,
    'Query parameter {name}: came {came}, expected {expected}',
    'Correct {name} and ask again',
    '查询参数 {name}：收到 {came}，应为 {expected}',
    '请更正 {name} 后重新查询',
    'epcisException:QueryParameterException',
  ),
  value_invalid: row(
    400,
    '{path}: came {came}, expected {expected}',
    'Correct {path} and send it again; nothing was changed',
    '{path}：收到 {came}，应为 {expected}',
    '请更正 {path} 后重新提交，尚未作任何改动',
  ),
  query_exists: row(
    409,
    'There is a query {came} already',
    'Choose another name, or delete the old query first',
    '查询 {came} 已存在',
    '请换一个名称，或先删除原有查询',
    'epcisException:DuplicateNameException',
  ),
  query_unknown: row(
    404,
    'There is no query {came}',
    'Ask GetQueryNames for those there are',
    '没有名为 {came} 的查询',
    '可用 GetQueryNames 查看已有查询',
    'epcisException:NoSuchNameException',
  ),
  subscription_elsewhere: row(
    400,
    'Subscriptions are not made over SOAP',
    'Make them with POST at {expected}/NAME/subscriptions',
    'SOAP 接口不受理订阅',
    '请使用 POST {expected}/名称/subscriptions',
    'epcisException:SubscribeNotPermittedException',
  ),
} as const satisfies Record<string, CatalogueRow>;
