/** The service itself: is it ready, what does it resolve, how is it described. */
import { readiness, resolver } from '../../contract/index.ts';
import { json, type Operation, words } from './row.ts';

export const service: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/openapi.json',
    id: 'openapi',
    tag: 'service',
    zh: '本说明的机器可读形式',
    en: 'This description for machines',
    answers: [{ ...words('OpenAPI 3.1 文档', 'an OpenAPI 3.1 document'), status: 200, types: json }],
  },
  {
    method: 'get',
    path: '/api/docs',
    id: 'docs',
    tag: 'service',
    zh: '接口文档',
    en: 'The reference',
    answers: [{ ...words('网页', 'a page'), status: 200, types: ['text/html'] }],
  },
  {
    method: 'get',
    path: '/api/docs/errors',
    id: 'errors',
    tag: 'service',
    zh: '错误代码',
    en: 'The error catalogue',
    answers: [{ ...words('网页', 'a page'), status: 200, types: ['text/html'] }],
  },
  {
    method: 'get',
    path: '/.well-known/gs1resolver',
    id: 'resolver',
    tag: 'links',
    zh: '解析服务的自述',
    en: 'What the resolver says of itself',
    answers: [{ ...words('解析服务', 'the resolver'), status: 200, types: json, shape: resolver }],
  },
  {
    method: 'get',
    path: '/healthz',
    id: 'alive',
    tag: 'service',
    zh: '进程是否在运行',
    en: 'Whether the process runs',
    answers: [{ ...words('在运行', 'it does'), status: 200, types: json, shape: readiness }],
  },
  {
    method: 'get',
    path: '/readyz',
    id: 'ready',
    tag: 'service',
    zh: '是否可以使用',
    en: 'Whether it can be used',
    answers: [
      { ...words('可以，以及事件数', 'it can, and how many events it holds'), status: 200, types: json, shape: readiness },
    ],
  },
  {
    method: 'get',
    path: '/metrics',
    id: 'metrics',
    tag: 'service',
    zh: '运行指标',
    en: 'Measurements of the running service',
    answers: [{ ...words('Prometheus 文本', 'text for Prometheus'), status: 200, types: ['text/plain'] }],
  },
];
