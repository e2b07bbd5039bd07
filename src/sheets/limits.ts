/** How much one file may hold. Larger tables are split by whoever sends them. */

/** Rows below the heading that hold something. */
export const mostRows = 100_000;
export const mostColumns = 200;
/** Excel's own limit of a cell. */
export const mostInCell = 32_767;
/** Of the file as it is sent. */
export const mostBytes = 48 << 20;
/** Of all parts that are read, unpacked: 100,000 rows of 25 columns take about 150 MB of XML. */
export const mostUnpacked = 512 << 20;
/** Parts that are read whole, such as the styles. */
export const mostOfPart = 16 << 20;
/** Texts that cells share, characters and number; they stay in memory while a file is read. */
export const mostShared = 40_000_000;
export const mostSharedTexts = 2_500_000;
/** Entries of the archive; a workbook has some twenty. */
export const mostEntries = 1_000;
/** Unpacked against packed. Rows that are all alike reach about 100, a bomb 1,000. */
export const mostRatio = 250;
