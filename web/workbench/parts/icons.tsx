/** Signs of the navigation, drawn on a grid of 24. */
import type { ReactNode } from 'react';

const paths = {
  today: 'M5 4h14v16H5zM8 9h8M8 13h5M8 17h3',
  record: 'M4 20l1-5L16 4l4 4L9 19zM13 7l4 4',
  certificate: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6',
  stock: 'M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  scan: 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16',
  back: 'M15 5l-7 7 7 7',
  plus: 'M12 5v14M5 12h14',
  cross: 'M6 6l12 12M18 6L6 18',
} as const;

export type Sign = keyof typeof paths;

export function Icon({ sign }: { readonly sign: Sign }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <path d={paths[sign]} />
    </svg>
  );
}
