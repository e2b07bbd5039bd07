/**
 * A plane that is moved and zoomed: by dragging, wheel, two fingers, or from outside. Moving touches one style; React hears of it only
 * when more of the plane has to be drawn.
 */
import { type PointerEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { Rect } from './grid.ts';
import type { Box } from './layout.ts';

export interface Board {
  /** What has to be drawn: what is seen and some more around it. */
  readonly drawn: Rect;
  /** At which zoom that was found. */
  readonly zoom: number;
  readonly center: (box: Box, how?: { readonly least?: number; readonly at?: 'once' }) => void;
  readonly fit: (all: Rect) => void;
  readonly zoomBy: (factor: number) => void;
  /** Where on the plane something on the screen is. */
  readonly toPlane: (point: { readonly clientX: number; readonly clientY: number }) => readonly [number, number];
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly onPointerMove: (event: PointerEvent) => void;
    readonly onPointerUp: (event: PointerEvent) => void;
    readonly onPointerCancel: (event: PointerEvent) => void;
  };
  /** Whether the pointer has moved since it was pressed: then it is no click. */
  readonly dragged: () => boolean;
}

interface View {
  readonly x: number;
  readonly y: number;
  readonly k: number;
}

const animated = 150;
const slack = 4;
const padding = 30;

export function useBoard(
  frame: RefObject<HTMLElement | null>,
  plane: RefObject<HTMLElement | null>,
  { least, most }: { readonly least: number; readonly most: number },
): Board {
  const [drawn, setDrawn] = useState<{ readonly rect: Rect; readonly zoom: number }>({
    rect: { left: 0, top: 0, right: 0, bottom: 0 },
    zoom: 1,
  });
  const limits = useRef({ least, most });
  limits.current = { least, most };
  const inner = useMemo(() => {
    let view: View = { x: 0, y: 0, k: 1 };
    let kept = { rect: drawn.rect, zoom: 0 };
    let running = 0;
    let wasDragged = false;
    const pointers = new Map<number, { x: number; y: number }>();
    const bounded = (k: number): number => Math.min(limits.current.most, Math.max(limits.current.least, k));
    const seen = (): Rect => {
      const { clientWidth, clientHeight } = frame.current!;
      const { x, y, k } = view;
      return { left: -x / k, top: -y / k, right: (clientWidth - x) / k, bottom: (clientHeight - y) / k };
    };
    const show = (next: View): void => {
      view = next;
      const { x, y, k } = view;
      plane.current!.style.transform = `translate(${x}px,${y}px) scale(${k})`;
      const { left, top, right, bottom } = seen();
      const { rect, zoom } = kept;
      const covered = left >= rect.left && top >= rect.top && right <= rect.right && bottom <= rect.bottom;
      // Much closer than what was drawn for: fewer boxes would do.
      if (covered && zoom <= k * 2 && k <= zoom * 2) return;
      const [w, h] = [(right - left) / 2, (bottom - top) / 2];
      kept = { rect: { left: left - w, top: top - h, right: right + w, bottom: bottom + h }, zoom: k };
      setDrawn(kept);
    };
    const glide = (to: View, once: boolean): void => {
      cancelAnimationFrame(running);
      if (once || matchMedia('(prefers-reduced-motion: reduce)').matches) {
        show(to);
        return;
      }
      const from = view;
      const start = performance.now();
      const turn = (now: number): void => {
        const t = Math.min(1, Math.max(0, (now - start) / animated));
        const part = t * (2 - t);
        const between = (a: number, b: number): number => a + (b - a) * part;
        show({ x: between(from.x, to.x), y: between(from.y, to.y), k: between(from.k, to.k) });
        if (t < 1) running = requestAnimationFrame(turn);
      };
      running = requestAnimationFrame(turn);
    };
    /** Keeps what lies under a point of the frame where it is. */
    const zoomAt = (factor: number, px: number, py: number): void => {
      cancelAnimationFrame(running);
      const k = bounded(view.k * factor);
      const { x, y } = view;
      show({ k, x: px - ((px - x) / view.k) * k, y: py - ((py - y) / view.k) * k });
    };
    const corner = (): DOMRect => frame.current!.getBoundingClientRect();
    return {
      refresh: () => show(view),
      toPlane: ({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): readonly [number, number] => {
        const { left, top } = corner();
        return [(clientX - left - view.x) / view.k, (clientY - top - view.y) / view.k];
      },
      center: (
        { x, y, width, height }: Box,
        { least: atLeast = 0.8, at }: { readonly least?: number; readonly at?: 'once' } = {},
      ) => {
        const { clientWidth, clientHeight } = frame.current!;
        const k = bounded(Math.max(view.k, atLeast));
        glide({ k, x: clientWidth / 2 - (x + width / 2) * k, y: clientHeight / 2 - (y + height / 2) * k }, at === 'once');
      },
      fit: ({ left, top, right, bottom }: Rect) => {
        const { clientWidth, clientHeight } = frame.current!;
        const k = bounded(
          Math.min(1, (clientWidth - 2 * padding) / (right - left), (clientHeight - 2 * padding) / (bottom - top)),
        );
        show({ k, x: (clientWidth - (left + right) * k) / 2, y: (clientHeight - (top + bottom) * k) / 2 });
      },
      zoomBy: (factor: number) => zoomAt(factor, frame.current!.clientWidth / 2, frame.current!.clientHeight / 2),
      onWheel: (event: WheelEvent) => {
        event.preventDefault();
        const { left, top } = corner();
        zoomAt(Math.exp(-Math.max(-100, Math.min(100, event.deltaY)) / 300), event.clientX - left, event.clientY - top);
      },
      dragged: () => wasDragged,
      handlers: {
        onPointerDown: ({ pointerId, clientX, clientY }: PointerEvent) => {
          if (pointers.size === 0) wasDragged = false;
          pointers.set(pointerId, { x: clientX, y: clientY });
          cancelAnimationFrame(running);
        },
        onPointerMove: ({ pointerId, clientX, clientY, currentTarget }: PointerEvent) => {
          const before = pointers.get(pointerId);
          if (before === undefined) return;
          const [dx, dy] = [clientX - before.x, clientY - before.y];
          if (!wasDragged && Math.hypot(dx, dy) < slack) return;
          wasDragged = true;
          // From here on the pointer is ours, wherever it goes; before, a click would lose its target.
          currentTarget.setPointerCapture(pointerId);
          const [other] = [...pointers].flatMap(([id, each]) => (id === pointerId ? [] : [each]));
          pointers.set(pointerId, { x: clientX, y: clientY });
          if (other === undefined) return show({ ...view, x: view.x + dx, y: view.y + dy });
          const apart = (a: { x: number; y: number }): number => Math.max(1, Math.hypot(a.x - other.x, a.y - other.y));
          const { left, top } = corner();
          zoomAt(
            apart({ x: clientX, y: clientY }) / apart(before),
            (clientX + other.x) / 2 - left,
            (clientY + other.y) / 2 - top,
          );
        },
        onPointerUp: ({ pointerId }: PointerEvent) => void pointers.delete(pointerId),
        onPointerCancel: ({ pointerId }: PointerEvent) => void pointers.delete(pointerId),
      },
    };
  }, []);
  useEffect(() => {
    const element = frame.current!;
    // Passive listeners may not keep the page from scrolling.
    element.addEventListener('wheel', inner.onWheel, { passive: false });
    const resized = new ResizeObserver(inner.refresh);
    resized.observe(element);
    return () => {
      element.removeEventListener('wheel', inner.onWheel);
      resized.disconnect();
    };
  }, []);
  return { ...inner, drawn: drawn.rect, zoom: drawn.zoom };
}
