/** The `style-src` of a page: its sheets are named by their hash, so that no other style is applied (Content-Security-Policy level 3). */
import { createHash } from 'node:crypto';
import { listingSheet, stylesheet } from '../../web/portal/index.ts';

/** `own`: what the page has beside the sheets of all public pages. */
export const styleSource = (...own: readonly string[]): string =>
  `style-src ${[stylesheet, listingSheet, ...own]
    .map((sheet) => `'sha256-${createHash('sha256').update(sheet).digest('base64')}'`)
    .join(' ')}`;
