/** Faults of subscriptions and of their deliveries. Rows of the catalogue in `../errors.ts`. */
import { type CatalogueRow, row } from './row.ts';

export const subscriptionErrors = {
  subscription_invalid: row(
    400,
    'Subscription, {path}: came {came}, expected {expected}',
    'Correct {path} and subscribe again',
    '订阅的 {path}：收到 {came}，应为 {expected}',
    '请更正 {path} 后重新订阅',
    'epcisException:SubscriptionControlsException',
  ),
  webhook_refused: row(
    400,
    'Nothing is delivered to {came}: {cause}',
    'Give a public https address, or have the operator name the host or its network in ZHUISU_WEBHOOK_ALLOW',
    '不能投递到 {came}：{cause}',
    '请使用公网 https 地址，或请管理员在 ZHUISU_WEBHOOK_ALLOW 中写入该主机或网段',
    'epcisException:SubscriptionControlsException',
  ),
  subscriptions_full: row(
    409,
    'There are {expected} subscriptions already',
    'Delete subscriptions that are not needed; one named query serves any number of readers',
    '订阅数量已达上限 {expected}',
    '请先删除不再需要的订阅；同一命名查询可供多方读取',
    'epcisException:ImplementationException',
  ),
  delivery_answered: row(
    0,
    'The receiver answered {came}',
    'Have it answer 2xx once it has kept the document; the same document is sent again until then',
    '接收方返回 {came}',
    '接收方保存文档后应返回 2xx；在此之前同一文档会重复发送',
  ),
  delivery_unanswered: row(
    0,
    'The receiver did not answer: {cause}',
    'Check that it runs and can be reached; the same document is sent again until it answers 2xx',
    '接收方没有应答：{cause}',
    '请检查接收方是否运行、能否访问；在返回 2xx 之前同一文档会重复发送',
  ),
  delivery_unwanted: row(
    0,
    'The receiver answered 410: it wants no more deliveries',
    'Subscribe again, with initialRecordTime where this one ended, when it wants them again',
    '接收方返回 410，表示不再接收',
    '如需恢复，请重新订阅，并将 initialRecordTime 设为本订阅停止的时间',
  ),
} as const satisfies Record<string, CatalogueRow>;
