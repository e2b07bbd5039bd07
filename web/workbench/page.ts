/** The page in which the workbench runs: that of the faces, and what makes it an application of its own on a telephone. */
import { facePage, type Shell } from '../shared/shell.ts';

const head = `<link rel="manifest" href="/workbench/manifest.webmanifest">
<link rel="icon" href="/workbench/icons/icon.svg" type="image/svg+xml">
<link rel="apple-touch-icon" href="/workbench/icons/icon-192.png">
<meta name="theme-color" content="#fbfaf7" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#141618" media="(prefers-color-scheme: dark)">
`;

/** Literals alone are added, in front of the title. */
export const workbenchPage = (shell: Shell): string => facePage(shell).replace('<title>', `${head}<title>`);

export const webManifest = {
  id: '/workbench',
  name: '追溯 企业工作台 Zhuisu workbench',
  short_name: '追溯',
  description: '记录、合格证、收货、库存，没有网络也能记 Record, certify, receive, also without network',
  lang: 'zh-CN',
  start_url: '/workbench',
  scope: '/workbench',
  display: 'standalone',
  background_color: '#fbfaf7',
  theme_color: '#0b5c63',
  icons: [
    { src: '/workbench/icons/icon.svg', sizes: 'any', type: 'image/svg+xml' },
    { src: '/workbench/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: '/workbench/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: '/workbench/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
  shortcuts: [
    { name: '开合格证 Certificate', url: '/workbench/certificate' },
    { name: '记录 Record', url: '/workbench/record' },
  ],
} as const;
