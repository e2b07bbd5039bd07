/** Sheets and rolls of labels, in millimetres. */
export interface Layout {
  readonly id: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly page: readonly [width: number, height: number];
  readonly columns: number;
  readonly rows: number;
  /** Left and top margin of the first label. */
  readonly margin: readonly [left: number, top: number];
  /** Between labels. */
  readonly gap: readonly [across: number, down: number];
  readonly label: readonly [width: number, height: number];
}

const sheet = (columns: number, rows: number, width: number, height: number): Layout => ({
  id: `a4-${columns}x${rows}`,
  name: { zh: `A4 ${columns}×${rows}`, en: `A4 ${columns}×${rows}` },
  page: [210, 297],
  columns,
  rows,
  margin: [(210 - columns * width) / 2, (297 - rows * height) / 2],
  gap: [0, 0],
  label: [width, height],
});

const single = (width: number, height: number): Layout => ({
  id: `${width}x${height}`,
  name: { zh: `单张 ${width}×${height} mm`, en: `single ${width}×${height} mm` },
  page: [width, height],
  columns: 1,
  rows: 1,
  margin: [0, 0],
  gap: [0, 0],
  label: [width, height],
});

export const layouts: readonly Layout[] = [
  sheet(2, 7, 99.1, 38.1),
  sheet(3, 8, 70, 37),
  sheet(4, 10, 48.5, 25.4),
  single(40, 30),
  single(60, 40),
  single(100, 150),
];

export const layoutById: ReadonlyMap<string, Layout> = new Map(layouts.map((layout) => [layout.id, layout]));
