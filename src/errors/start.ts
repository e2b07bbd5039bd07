/** Faults of the start-up and the command line. Rows of the catalogue in `../errors.ts`. */
import { type CatalogueRow, row } from './row.ts';

export const startErrors = {
  setting_invalid: row(
    0,
    'Setting {name} is {came}; expected {expected}',
    'Correct {name} in the environment and start again',
    '设置 {name} 的值为 {came}，应为 {expected}',
    '请更正环境变量 {name} 后重新启动',
  ),
  jurisdiction_invalid: row(
    0,
    'Jurisdiction file {file}, {path}: came {came}, expected {expected}',
    'Correct the file at that path and start again; unset ZHUISU_JURISDICTION for the jurisdiction that is shipped',
    '辖区文件 {file} 的 {path}：收到 {came}，应为 {expected}',
    '请在该路径处更正文件后重新启动；不设置 ZHUISU_JURISDICTION 则使用内置辖区',
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
  database_rights: row(
    0,
    'The user of DATABASE_URL may not bring the schema up to date: {cause}',
    'Run ./zhuisu migrate once with a DATABASE_URL of the owner, or give this user the rights',
    'DATABASE_URL 的用户无权更新数据库结构：{cause}',
    '请先用所有者的 DATABASE_URL 运行一次 ./zhuisu migrate，或授予该用户相应权限',
  ),
  file_unreadable: row(
    0,
    'File {file} cannot be read: {cause}',
    'Check the path and the rights, then run the command again',
    '文件 {file} 无法读取：{cause}',
    '请检查路径与权限后重试',
  ),
} as const satisfies Record<string, CatalogueRow>;
