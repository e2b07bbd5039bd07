/** Boxes by where they lie, so that what is on the screen is found without looking at all of them. Pure. */
import type { Box } from './layout.ts';

export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Grid {
  readonly within: (rect: Rect) => readonly string[];
  readonly at: (x: number, y: number) => string | undefined;
}

/** Side of a cell: some ten boxes. */
const side = 600;

export function gridOf(boxes: ReadonlyMap<string, Box>): Grid {
  const cells = new Map<string, string[]>();
  for (const [id, { x, y }] of boxes) {
    const key = `${Math.floor(x / side)} ${Math.floor(y / side)}`;
    const own = cells.get(key);
    if (own === undefined) cells.set(key, [id]);
    else own.push(id);
  }
  // A box lies in the cell of its corner, and reaches into the next ones at most.
  const near = ({ left, top, right, bottom }: Rect): string[] => {
    const [fromX, toX] = [Math.floor(left / side) - 1, Math.floor(right / side)];
    const [fromY, toY] = [Math.floor(top / side) - 1, Math.floor(bottom / side)];
    // From far away there are more cells on the screen than there are boxes.
    if ((toX - fromX) * (toY - fromY) > cells.size) return [...boxes.keys()];
    const found: string[] = [];
    for (let x = fromX; x <= toX; x++) for (let y = fromY; y <= toY; y++) found.push(...(cells.get(`${x} ${y}`) ?? []));
    return found;
  };
  const within = (rect: Rect): string[] =>
    near(rect).filter((id) => {
      const { x, y, width, height } = boxes.get(id)!;
      return x <= rect.right && x + width >= rect.left && y <= rect.bottom && y + height >= rect.top;
    });
  return { within, at: (x, y) => within({ left: x, right: x, top: y, bottom: y })[0] };
}
