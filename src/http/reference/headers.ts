/** Headers of answers. */
import type { JsonSchema } from '../../contract/openapi.ts';
import { text, type Words, words } from './row.ts';

const version = (zh: string, en: string): Words & { readonly schema: JsonSchema } => ({ ...words(zh, en), schema: text });
const count = (zh: string, en: string): Words & { readonly schema: JsonSchema } => ({
  ...words(zh, en),
  schema: { type: 'integer' },
});

export const headers = {
  Location: { ...words('新资源的地址', 'address of what was made'), schema: { type: 'string', format: 'uri-reference' } },
  Link: {
    ...words('rel="next" 为下一页的地址；最后一页没有', 'rel="next" is the next page; the last page has none'),
    schema: text,
  },
  'Content-Disposition': { ...words('文件名', 'name of the file'), schema: text },
  'X-Labels': count('标签数', 'number of labels'),
  'GS1-EPCIS-Version': version('所用的 EPCIS 版本', 'EPCIS version in use'),
  'GS1-EPCIS-Min': version('支持的最低 EPCIS 版本', 'lowest EPCIS version'),
  'GS1-EPCIS-Max': version('支持的最高 EPCIS 版本', 'highest EPCIS version'),
  'GS1-CBV-Version': version('所用的 CBV 版本', 'CBV version in use'),
  'GS1-CBV-Min': version('支持的最低 CBV 版本', 'lowest CBV version'),
  'GS1-CBV-Max': version('支持的最高 CBV 版本', 'highest CBV version'),
  'GS1-EPCIS-Capture-Limit': count('一次提交的事件数上限', 'events in one request, at most'),
  'GS1-EPCIS-Capture-File-Size-Limit': count('一次提交的字节数上限', 'bytes of one request, at most'),
  'GS1-EPC-Format': {
    ...words('标识的写法是否转换', 'whether ids are translated'),
    schema: { type: 'string', enum: ['No_Preference', 'Always_GS1_Digital_Link', 'Always_EPC_URN', 'Never_Translates'] },
  },
  'GS1-CBV-XML-Format': {
    ...words('XML 中词汇的写法是否转换', 'whether vocabulary in XML is translated'),
    schema: { type: 'string', enum: ['No_Preference', 'Always_Web_URI', 'Always_URN', 'Never_Translates'] },
  },
  'GS1-Capture-Error-Behaviour': {
    ...words('有事件被拒绝时如何处理', 'what is done when an event is refused'),
    schema: text,
  },
  'GS1-Extensions': { ...words('所用的扩展', 'extensions in use'), schema: text },
  'GS1-Query-Min-Record-Time': {
    ...words('该订阅仍可能送达的最早记录时间', 'the smallest record time that the subscription may still deliver'),
    schema: { type: 'string', format: 'date-time' },
  },
  'GS1-Vendor-Version': { ...words('本程序的名称与版本', 'name and version of this program'), schema: text },
  'GS1-Next-Page-Token-Expires': {
    ...words('翻页标记的有效期', 'until when the page token holds'),
    schema: { type: 'string', format: 'date-time' },
  },
  'Set-Cookie': { ...words('会话', 'the session'), schema: text },
  'Zhuisu-Audit-Head': { ...words('链头：序号、冒号、哈希', 'the head of the chain: number, colon, hash'), schema: text },
  ETag: { ...words('本答复的标记，可用于 If-None-Match', 'mark of this answer, for If-None-Match'), schema: text },
  Allow: { ...words('此地址允许的方法', 'methods of this address'), schema: text },
} as const satisfies Readonly<Record<string, Words & { readonly schema: JsonSchema }>>;
