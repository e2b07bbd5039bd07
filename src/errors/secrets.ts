/** Faults of keys, seals and personal data. Rows of the catalogue in `../errors.ts`. */
import { type CatalogueRow, row } from './row.ts';

export const keyErrors = {
  keys_lost: row(
    0,
    'The key file {file} is missing, and the database holds what was sealed with it',
    'Bring the file back from the backup or from the other server; without it personal data and code keys stay sealed',
    '密钥文件 {file} 缺失，而数据库中有用它加密的数据',
    '请从备份或其他服务器恢复该文件；缺少它，个人信息和编码密钥无法解密',
  ),
  keys_wrong: row(
    0,
    'The keys in use do not belong to this database: {cause}',
    'Use the key file or ZHUISU_KEYS that this database was filled with',
    '当前密钥不属于此数据库：{cause}',
    '请使用写入此数据库时的密钥文件或 ZHUISU_KEYS',
  ),
  keys_unsafe: row(
    0,
    'Others may read the key file {file} (mode {mode})',
    'Run chmod 600 on it; if others could have read it, run ./zhuisu keys rotate after that',
    '其他用户可以读取密钥文件 {file}（权限 {mode}）',
    '请对其执行 chmod 600；若可能已被他人读取，请随后运行 ./zhuisu keys rotate',
  ),
  keys_unreadable: row(
    0,
    'The key file {file} cannot be used: {cause}',
    'Give this user the right to read it, or bring it back from the backup',
    '密钥文件 {file} 无法使用：{cause}',
    '请授予当前用户读取权限，或从备份恢复',
  ),
  keys_in_environment: row(
    0,
    'The keys come from ZHUISU_KEYS, which this program cannot write',
    'Append a new id:base64 to ZHUISU_KEYS everywhere, restart, and run ./zhuisu keys rotate again',
    '密钥来自 ZHUISU_KEYS，程序无法写入',
    '请在所有位置向 ZHUISU_KEYS 末尾追加新的 id:base64，重启后再次运行 ./zhuisu keys rotate',
  ),
  audit_broken: row(
    0,
    'The audit log is not whole: {cause}',
    'Keep the database as it is, compare it with the last export and its head, and call the audit administrator',
    '审计日志不完整：{cause}',
    '请保持数据库现状，与最近一次导出及其末端哈希比对，并通知审计管理员',
  ),
} as const satisfies Record<string, CatalogueRow>;

export const sealErrors = {
  key_unknown: row(
    500,
    'The key {id} that this was sealed with is not here',
    'Bring the key back into the key file or ZHUISU_KEYS',
    '加密所用的密钥 {id} 不在此处',
    '请将该密钥恢复到密钥文件或 ZHUISU_KEYS',
  ),
  seal_broken: row(
    500,
    'Something sealed for {purpose} was changed or moved',
    'Bring the row back from the backup and find out who changed it',
    '为 {purpose} 加密的数据已被改动或移位',
    '请从备份恢复该记录，并查明改动者',
  ),
} as const satisfies Record<string, CatalogueRow>;

export const personErrors = {
  personal_data: row(
    400,
    'Event {index}, {path}: a {what} of a person stands there in the clear',
    'Give it to POST /api/v1/persons and write the token it answers with in its place',
    '第 {index} 条事件，{path}：含有明文个人信息（{what}）',
    '请先将其提交到 POST /api/v1/persons，再以返回的令牌代替',
    'epcisException:ValidationException',
  ),
  person_unknown: row(
    404,
    'There is no personal data under {came}',
    'Check the token; POST /api/v1/persons makes one',
    '{came} 没有对应的个人信息',
    '请核对令牌；POST /api/v1/persons 可生成令牌',
  ),
  person_erased: row(
    410,
    'What stood under {came} was erased when its time was over',
    'Nothing brings it back; the events that name the token stay',
    '{came} 对应的个人信息已到期删除',
    '无法恢复；引用该令牌的事件仍然保留',
  ),
} as const satisfies Record<string, CatalogueRow>;
