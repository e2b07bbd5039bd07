/** What the library of symbols (BWIPP) says of a content that no symbol can hold. */
import type { Phrases } from './row.ts';

/** Of the value of an application identifier, by the checks of the GS1 General Specifications. */
const values: Phrases = {
  'Too short': '过短',
  'Too long': '过长',
  'Not numeric': '须为数字',
  'Bad checksum': '校验位错误',
  'Bad checkpair': '校验字符错误',
  'Unrecognised AI': '不是已知的应用标识符',
  'Invalid month': '月份无效',
  'Invalid day of month': '日期无效',
  'Invalid hour of day': '小时无效',
  'Invalid minute in the hour': '分钟无效',
  'Invalid second in the minute': '秒数无效',
  'Invalid CSET 82 character': '含有不允许的字符（限 CSET 82）',
  'Invalid CSET 64 character': '含有不允许的字符（限 CSET 64）',
  'Invalid CSET 39 character': '含有不允许的字符（限 CSET 39）',
  'Invalid piece/total length': '件号与总件数的长度无效',
  'Invalid piece number': '件号无效',
  'Invalid total number': '总件数无效',
};

export const symbolPhrases: Phrases = {
  ...Object.fromEntries(Object.entries(values).map(([en, zh]) => [`AI {ai}: ${en}`, `应用标识符 {ai}：${zh}`])),
  'AI {ai}: {why}': '应用标识符 {ai} 的内容不符合规则（{why}）',
  "AIs must start with '('": "应用标识符须以 '(' 开头",
  "AIs must end with ')'": "应用标识符须以 ')' 结尾",
  'One of more requisite AIs for AI ({ai}) are missing: {ais}': '应用标识符 ({ai}) 要求同时含有 {ais}',
  'AI ({ai}) is not allowed with AI ({other})': '应用标识符 ({ai}) 不能与 ({other}) 同时使用',
  'Repeated AIs ({ai}) must have the same value': '重复的应用标识符 ({ai}) 的值须相同',
  '{symbol} must be {n} or {m} digits': '{symbol} 须为 {n} 或 {m} 位数字',
  '{symbol} must contain only digits': '{symbol} 只能含数字',
  'Incorrect {symbol} check digit provided': '{symbol} 校验位错误',
  'Maximum length exceeded': '超过最大长度',
  'Maximum length exceeded or invalid content': '超过最大长度或内容无效',
  'Maximum length exceeded or invalid size': '超过最大长度或尺寸无效',
  'The data must not be empty': '内容不得为空',
};
