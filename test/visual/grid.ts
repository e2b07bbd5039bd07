/** A screenshot as a coarse grid of average colours: small enough to be kept, and the same over small differences of rendering. */

export interface Grid {
  readonly columns: number;
  /** Rows of cells; a cell is three hexadecimal digits, red green blue. */
  readonly rows: readonly string[];
}

/** Cells across: a cell is 15, 24 or 30 pixels wide. */
export const columnsFor = (width: number): number => (width <= 400 ? 24 : width <= 800 ? 32 : 48);

/** `pixels`: RGBA, as a canvas gives them. The last row of cells may be lower than the others. Runs in the browser too, by its text. */
export function gridOf(pixels: Uint8ClampedArray | Uint8Array, width: number, height: number): Grid {
  const columns = columnsFor(width);
  const cell = width / columns;
  const count = Math.ceil(height / cell);
  const sums = new Float64Array(columns * count * 4);
  for (let y = 0; y < height; y++) {
    const row = Math.min(count - 1, Math.floor(y / cell));
    for (let x = 0; x < width; x++) {
      const at = (row * columns + Math.min(columns - 1, Math.floor(x / cell))) * 4;
      const from = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel++) sums[at + channel]! += pixels[from + channel]!;
      sums[at + 3]! += 1;
    }
  }
  const digit = (at: number, channel: number): string =>
    Math.min(15, Math.round(sums[at + channel]! / sums[at + 3]! / 17)).toString(16);
  const rows = Array.from({ length: count }, (_, row) =>
    Array.from({ length: columns }, (__, column) => {
      const at = (row * columns + column) * 4;
      return digit(at, 0) + digit(at, 1) + digit(at, 2);
    }).join(''),
  );
  return { columns, rows };
}

/** The share of cells that differ by more than one step in any channel; cells that only one of the two has count as different. */
export function difference(one: Grid, other: Grid): number {
  if (one.columns !== other.columns) return 1;
  const count = Math.max(one.rows.length, other.rows.length) * one.columns;
  let different = 0;
  for (let row = 0; row < Math.max(one.rows.length, other.rows.length); row++) {
    const [a, b] = [one.rows[row], other.rows[row]];
    if (a === undefined || b === undefined) {
      different += one.columns;
      continue;
    }
    for (let at = 0; at < a.length; at += 3)
      if ([0, 1, 2].some((i) => Math.abs(Number.parseInt(a[at + i]!, 16) - Number.parseInt(b[at + i]!, 16)) > 1)) different++;
  }
  return different / count;
}

/** `fff*30 eee fff*33`: most of a screen is paper. */
export const packed = ({ rows }: Grid): string[] =>
  rows.map((row) => {
    const told: string[] = [];
    let last = '';
    let times = 0;
    const tell = (): void => void (times > 0 && told.push(times === 1 ? last : `${last}*${times}`));
    for (const each of row.match(/.../g) ?? []) {
      if (each !== last) tell();
      times = each === last ? times + 1 : 1;
      last = each;
    }
    tell();
    return told.join(' ');
  });

export const unpacked = (rows: readonly string[]): Grid => {
  const whole = rows.map((row) =>
    row
      .split(' ')
      .map((each) => {
        const [cell = '', times = '1'] = each.split('*');
        return cell.repeat(Number(times));
      })
      .join(''),
  );
  return { columns: (whole[0]?.length ?? 0) / 3, rows: whole };
};
