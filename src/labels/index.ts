/** Printing: symbols, label sheets, certificates, thermal printers. Knows codes by their text alone. */
export { type Basis, type Certificate, type CertificateStyle, drawCertificates } from './certificate.ts';
export { type Layout, layouts } from './layouts.ts';
export { drawReport, mostReportRows, type Report, type ReportSection } from './report.ts';
export { drawSheets, type Label, mostLabels } from './sheets.ts';
export { pngOf, type SymbolKind, type SymbolSpec, svgOf, symbolKinds } from './symbols.ts';
export { type Printer, zplOf } from './zpl.ts';
