/** Drawings as files: what is on the screen as SVG, and that as PNG. */
import type { ReactNode } from 'react';
import { save } from '../../shared/csv.ts';
import { complain } from './notices.tsx';

/** Browsers draw no larger pictures. */
const widestPicture = 12_000;

export async function savePng(name: string, svg: string): Promise<void> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const scale = Math.min(2, widestPicture / Math.max(image.width, image.height));
    const canvas = document.createElement('canvas');
    canvas.width = image.width * scale;
    canvas.height = image.height * scale;
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (blob === null) throw new Error(`a picture of ${canvas.width} × ${canvas.height} was refused by the browser`);
    save(`${name}.png`, blob, 'image/png');
  } finally {
    URL.revokeObjectURL(url);
  }
}

const kept = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-size',
  'font-weight',
  'text-anchor',
  'paint-order',
];

/** A drawing of the page, with the styles that its sheet gave it written into it: a file has no sheet. */
export function svgOfElement(element: SVGSVGElement): string {
  const copy = element.cloneNode(true) as SVGSVGElement;
  const [from, to] = [
    [element, ...element.querySelectorAll('*')],
    [copy, ...copy.querySelectorAll('*')],
  ];
  for (const [i, each] of from.entries()) {
    const style = getComputedStyle(each);
    for (const name of kept) to[i]!.setAttribute(name, style.getPropertyValue(name));
    to[i]!.removeAttribute('class');
    to[i]!.removeAttribute('tabindex');
  }
  const { width, height } = element.viewBox.baseVal;
  const box = element.getBoundingClientRect();
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width || box.width));
  copy.setAttribute('height', String(height || box.height));
  copy.setAttribute('font-family', 'sans-serif');
  copy.style.background = getComputedStyle(document.body).backgroundColor;
  return new XMLSerializer().serializeToString(copy);
}

/** PNG of the drawing within the element that `within` names, or of what `draw` makes. */
export function PngButton({
  name,
  within,
  draw,
}: {
  readonly name: string;
  readonly within?: string;
  readonly draw?: () => string;
}): ReactNode {
  const out = async (): Promise<void> => {
    const element = within === undefined ? null : document.querySelector<SVGSVGElement>(`${within} svg`);
    const svg = draw?.() ?? (element === null ? undefined : svgOfElement(element));
    if (svg !== undefined) await savePng(name, svg);
  };
  return (
    <button type="button" className="plain png" onClick={() => void out().catch(complain)}>
      PNG
    </button>
  );
}
