/**
 * The one catalogue of errors. Every refusal a person or a program can meet is a row here; nothing else in the code writes an
 * error sentence. Rows stand in order of precedence: when several faults hold at once, the earliest row is the answer.
 *
 * `status` is the HTTP status, or 0 for a fault of the start-up and the command line.
 * `title` says what is wrong, `repair` what to do next; `{name}` is filled from the details of the case.
 * `exception` is the name the EPCIS 2.0 standard gives the same fault (§8.2.9, problem types), where it has one.
 */
export interface CatalogueRow {
  readonly status: number;
  readonly zh: string;
  readonly en: string;
  readonly repairZh: string;
  readonly repair: string;
  readonly exception?: string;
}

const row = (status: number, en: string, repair: string, zh: string, repairZh: string, exception?: string): CatalogueRow =>
  exception === undefined ? { status, zh, en, repairZh, repair } : { status, zh, en, repairZh, repair, exception };

export const catalogue = {
  // Start-up and command line
  setting_invalid: row(
    0,
    'Setting {name} is {came}; expected {expected}',
    'Correct {name} in the environment and start again',
    '设置 {name} 的值为 {came}，应为 {expected}',
    '请更正环境变量 {name} 后重新启动',
  ),
  port_busy: row(
    0,
    'Port {port} on {host} is in use',
    'Stop the program that holds it, or start with PORT={next}',
    '{host} 的端口 {port} 已被占用',
    '请停止占用该端口的程序，或用 PORT={next} 启动',
  ),
  data_folder_unusable: row(
    0,
    'Data folder {folder} cannot be used: {cause}',
    'Give this user read and write rights on it, or set ZHUISU_DATA_DIR to another folder',
    '数据目录 {folder} 无法使用：{cause}',
    '请授予当前用户读写权限，或用 ZHUISU_DATA_DIR 指定其他目录',
  ),
  database_start_failed: row(
    0,
    'The embedded database did not start: {cause}',
    'Read {log}; if the folder was made by another PostgreSQL version, set ZHUISU_DATA_DIR to a new folder',
    '内置数据库未能启动：{cause}',
    '请查看 {log}；若目录由其他版本的 PostgreSQL 创建，请用 ZHUISU_DATA_DIR 指定新目录',
  ),
  database_unreachable: row(
    0,
    'No database answers at {url}: {cause}',
    'Start that PostgreSQL server or correct DATABASE_URL',
    '无法连接数据库 {url}：{cause}',
    '请启动该 PostgreSQL 服务器，或更正 DATABASE_URL',
  ),
  schema_newer: row(
    0,
    'The database has schema {came}, this program knows up to {expected}',
    'Run a Zhuisu of the version that made it, or a newer one',
    '数据库结构版本为 {came}，本程序只支持到 {expected}',
    '请使用创建该数据库的版本或更新版本的程序',
  ),
  schema_foreign: row(
    0,
    'The database is not a Zhuisu database: {cause}',
    'Point DATABASE_URL at an empty database or at one that Zhuisu made',
    '该数据库不是追溯系统的数据库：{cause}',
    '请将 DATABASE_URL 指向空数据库或本系统创建的数据库',
  ),
  file_unreadable: row(
    0,
    'File {file} cannot be read: {cause}',
    'Check the path and the rights, then run the command again',
    '文件 {file} 无法读取：{cause}',
    '请检查路径与权限后重试',
  ),

  // Requests, in the order in which they are checked
  not_signed_in: row(
    401,
    'This needs a token',
    'Send the header Authorization: Bearer TOKEN',
    '此操作需要令牌',
    '请在请求头中提供 Authorization: Bearer 令牌',
    'epcisException:SecurityException',
  ),
  not_allowed: row(
    403,
    'This token may not do that: {cause}',
    'Ask the administrator for the right, or use another token',
    '该令牌无权执行此操作：{cause}',
    '请向管理员申请权限，或更换令牌',
    'epcisException:SecurityException',
  ),
  not_found: row(
    404,
    'There is nothing at {came}',
    'Check the address against the reference',
    '{came} 不存在',
    '请对照接口文档检查地址',
    'epcisException:NoSuchResourceException',
  ),
  not_acceptable: row(
    406,
    'The answer cannot be given as {came}',
    'Ask for one of: {expected}',
    '无法以 {came} 格式返回',
    '请使用下列格式之一：{expected}',
    'epcisException:NotAcceptableException',
  ),
  unsupported_media: row(
    415,
    'A body of type {came} is not understood',
    'Send one of: {expected}',
    '无法识别正文类型 {came}',
    '请使用下列类型之一：{expected}',
    'epcisException:UnsupportedMediaTypeException',
  ),
  version_unsupported: row(
    406,
    '{name} {came} is not supported',
    'Use {expected}',
    '不支持 {name} {came}',
    '请使用 {expected}',
    'epcisException:NotAcceptableException',
  ),
  body_too_large: row(
    413,
    'The body is larger than {expected} bytes',
    'Split the document; OPTIONS on the same address names the limits',
    '正文超过 {expected} 字节',
    '请拆分文件；对同一地址发送 OPTIONS 可查看上限',
    'epcisException:CaptureLimitExceededException',
  ),
  too_many_events: row(
    413,
    '{came} events in one request; the limit is {expected}',
    'Split the document; OPTIONS on the same address names the limits',
    '一次提交了 {came} 条事件，上限为 {expected}',
    '请拆分文件；对同一地址发送 OPTIONS 可查看上限',
    'epcisException:CaptureLimitExceededException',
  ),
  not_utf8: row(
    400,
    'The body is not valid UTF-8',
    'Save the document as UTF-8 and send it again',
    '正文不是有效的 UTF-8 编码',
    '请以 UTF-8 编码保存后重新提交',
    'epcisException:ValidationException',
  ),
  not_json: row(
    400,
    'The body is not JSON: {cause}',
    'Correct the document at that place and send it again',
    '正文不是有效的 JSON：{cause}',
    '请在该处修正后重新提交',
    'epcisException:ValidationException',
  ),
  too_deep: row(
    400,
    'The body is nested deeper than {expected} levels',
    'Flatten the document and send it again',
    '正文嵌套超过 {expected} 层',
    '请减少嵌套层数后重新提交',
    'epcisException:ValidationException',
  ),
  document_invalid: row(
    400,
    '{path}: came {came}, expected {expected}',
    'Correct the document at that path and send it again',
    '{path}：收到 {came}，应为 {expected}',
    '请在该路径处修正文件后重新提交',
    'epcisException:ValidationException',
  ),
  event_invalid: row(
    400,
    'Event {index}, {path}: came {came}, expected {expected}',
    'Correct the event at that path and send it again',
    '第 {index} 条事件，{path}：收到 {came}，应为 {expected}',
    '请在该路径处修正事件后重新提交',
    'epcisException:ValidationException',
  ),
  event_conflict: row(
    409,
    'Event {index}: the id {id} already names a different event',
    'Give the new event its own eventID; to correct the old one, declare it in error',
    '第 {index} 条事件：标识 {id} 已用于另一条不同的事件',
    '请为新事件使用新的 eventID；如需更正旧事件，请提交错误声明',
    'epcisException:ResourceAlreadyExistsException',
  ),
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
  request_reused: row(
    409,
    'The request name {came} was used for another request',
    'Give the new request a name of its own; to repeat the old one send it unchanged',
    '请求名称 {came} 已用于另一个请求',
    '请为新请求使用新的名称；如需重取，请原样重新提交',
  ),
  over_issue: row(
    409,
    '{came} codes asked for, {declared} goods declared, {issued} codes issued: {left} are left',
    'Ask for at most {left}, or declare the greater quantity of the lot with the request',
    '申请 {came} 个编码；已申报数量 {declared}，已发码 {issued}，剩余 {left}',
    '请申请不超过 {left} 个，或随请求更正该批次的申报数量',
  ),
  prefix_exhausted: row(
    409,
    'The company prefix {prefix} has fewer than {came} references left',
    'Ask for fewer, or use another company prefix',
    '厂商识别代码 {prefix} 的剩余编号不足 {came} 个',
    '请减少数量，或使用另一个厂商识别代码',
  ),
  query_too_large: row(
    413,
    'More than {expected} events match',
    'Narrow the query, or ask without maxEventCount and turn the pages',
    '符合条件的事件超过 {expected} 条',
    '请缩小查询范围，或不带 maxEventCount 分页读取',
    'epcisException:QueryTooLargeException',
  ),
  page_token_invalid: row(
    400,
    'The page token is damaged or has expired',
    'Start again from the first page',
    '翻页标记已损坏或过期',
    '请从第一页重新开始',
    'epcisException:QueryParameterException',
  ),
  code_malformed: row(
    400,
    '{came} is not a code of any scheme known here: {cause}',
    'Check the code on the package and type it again',
    '{came} 不符合任何已知编码规则：{cause}',
    '请核对包装上的编码后重新输入',
  ),
  code_unknown: row(
    404,
    'The code {came} is well formed, but nothing is recorded under it here',
    'Check the code on the package; ask the seller or report it',
    '编码 {came} 格式正确，但本系统没有它的记录',
    '请核对包装上的编码，或向销售者询问、向监管部门反映',
  ),
  symbol_refused: row(
    400,
    'No {kind} symbol can hold {came}: {cause}',
    'Correct the content, or choose another kind of symbol',
    '{came} 无法生成 {kind} 符号：{cause}',
    '请更正内容，或改用其他符号',
  ),
  layout_unknown: row(
    400,
    'There is no label layout {came}',
    'Use one of: {expected}',
    '没有标签版式 {came}',
    '可用版式：{expected}',
  ),
  link_unknown: row(
    404,
    'The code has no link of type {came}',
    'Use one of: {expected}; linkType=all lists them with their addresses',
    '该编码没有类型为 {came} 的链接',
    '可用类型：{expected}；用 linkType=all 可列出全部地址',
  ),
  rate_limited: row(
    429,
    'Too much work is waiting',
    'Wait {seconds} s and send it again',
    '等待处理的请求过多',
    '请等待 {seconds} 秒后重试',
  ),
  not_implemented: row(
    501,
    '{came} is not offered here',
    'Leave it out; the tokens of this server hold no state and need no deleting',
    '本系统不提供 {came}',
    '无需此操作：翻页标记不占用服务器状态',
    'epcisException:ImplementationException',
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

export type ErrorCode = keyof typeof catalogue;
export type ErrorDetails = Readonly<Record<string, string | number>>;

/** Fills `{name}` places; an absent detail shows as a dash so that a message never prints a raw placeholder. */
export function fill(sentence: string, details: ErrorDetails): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? '–'));
}

/** A refusal with its row in the catalogue. `message` is the one-line English form: what is wrong, then what to do. */
export class ZhuisuError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  /** Every single fault, when there are several of the same request. */
  readonly problems: readonly Problem[];

  constructor(code: ErrorCode, details: ErrorDetails = {}, options: ErrorOptions & { problems?: readonly Problem[] } = {}) {
    const found = catalogue[code];
    super(`${fill(found.en, details)}. ${fill(found.repair, details)}.`, options);
    this.name = 'ZhuisuError';
    this.code = code;
    this.details = details;
    this.problems = options.problems ?? [];
  }

  get row(): CatalogueRow {
    return catalogue[this.code];
  }
}

/** The order of precedence of a code: smaller wins when several faults hold at once. */
const order = new Map(Object.keys(catalogue).map((code, index) => [code, index]));
export const precedence = (code: ErrorCode): number => order.get(code) ?? order.size;

/** RFC 9457 problem details, as every API of Zhuisu answers a refusal. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
  readonly titleZh: string;
  readonly repair: string;
  readonly repairZh: string;
  readonly [detail: string]: unknown;
}

export function problem(code: ErrorCode, details: ErrorDetails = {}): Problem {
  const found: CatalogueRow = catalogue[code];
  return {
    type: found.exception ?? `/api/docs/errors#${code}`,
    title: fill(found.en, details),
    status: found.status,
    detail: `${fill(found.en, details)}. ${fill(found.repair, details)}.`,
    code,
    titleZh: fill(found.zh, details),
    repair: fill(found.repair, details),
    repairZh: fill(found.repairZh, details),
    ...details,
  };
}
