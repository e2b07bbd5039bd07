/** The start of the server, its keys and database, and the command line. */
import type { Phrases } from './row.ts';

export const startPhrases: Phrases = {
  empty: '空',
  '{n} signs, {m} of them different': '{n} 个字符，其中 {m} 个不同',
  'at least {n} signs drawn at random, such as those of: {command}': '至少 {n} 个随机字符，例如由此命令生成：{command}',
  'a JSON file that describes a jurisdiction': '描述辖区的 JSON 文件',
  'no list of keys': '不是密钥列表',
  'it holds no list of keys': '其中没有密钥列表',
  'id:key a key, separated by commas, newest last; id of 8 hexadecimal digits, key of 32 bytes in base64':
    '每个密钥写作 id:key，以逗号分隔，最新的在最后；id 为 8 位十六进制数字，key 为 32 字节的 base64',
  'a value beside ZHUISU_OIDC_ISSUER': '设置 ZHUISU_OIDC_ISSUER 时必填的值',
  'loopback, addresses or networks such as {network}, separated by commas': 'loopback、IP 地址或网段（如 {network}），以逗号分隔',
  'host names, addresses and networks such as {network}, separated by commas':
    '主机名、IP 地址和网段（如 {network}），以逗号分隔',
  'https:// and a host, without a path': 'https:// 加主机名，不含路径',
  'an address of this machine that this user may open': '本机上当前用户可以监听的地址',
  'given without --to': '未与 --to 同时给出',
  '--to beside it: it is of an installation': '与 --to 同时使用：该选项针对一个已安装的系统',
  'a number above 0': '大于 0 的数',
  'the address of an installation, such as http://127.0.0.1:8080': '已安装系统的地址，如 http://127.0.0.1:8080',
  '{n}, which is in use': '{n}（已被占用）',
  'a free port, or 0': '空闲端口，或 0',
  'NUMBER:HASH as printed before': '之前打印的“序号:哈希”',
  'entry {n} is missing': '缺少第 {n} 条',
  'entry {n} does not follow from the one before it and its own content': '第 {n} 条与前一条及其自身内容不符',
  'entry {n} is not the one that was noted': '第 {n} 条不是当时记下的那一条',
  'a JSON list of {names}': '由 {names} 组成的 JSON 列表',
  'it stopped: {cause}': '已停止：{cause}',
  'the user nobody, as whom the database runs for root, may not enter {folder}':
    '以 root 启动时数据库以用户 nobody 运行，该用户无权进入 {folder}',
  'there is no embedded PostgreSQL for this system; set DATABASE_URL': '没有适用于本系统的内置 PostgreSQL；请设置 DATABASE_URL',
  'this user may not read it: it was made by another one': '由其他用户创建，当前用户无权读取',
  '{program} could not be run': '无法运行 {program}',
  'the folder is of PostgreSQL {n}, the program brings {m}': '目录属于 PostgreSQL {n}，而程序自带的是 {m}',
  'it is not a folder': '不是目录',
  'a file stands in its place': '该位置是一个文件',
  'this user may not write there': '当前用户无权写入',
  'it holds the tables {tables}': '其中有表 {tables}',
  'the key {id} does not open what was sealed with it': '密钥 {id} 无法解开用它加密的内容',
  'it was filled with the key {id}': '写入时使用的密钥是 {id}',
};
