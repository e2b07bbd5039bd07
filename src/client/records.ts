/** Records by stage, registers, and what may be recorded, as the program of a firm or a department speaks of them. */
import type {
  CategoryList,
  FollowedUpload,
  ProductList,
  RecordReport,
  RecordUpload,
  RegisterReport,
  RegisterRowRequest,
  StageDefinition,
} from '../contract/index.ts';
import { jsonBody, type Transport } from './transport.ts';

const v1 = '/api/v1';
const part = encodeURIComponent;

export class Records {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The eight categories and their stages. */
  categories(): Promise<CategoryList> {
    return this.#transport.json(`${v1}/categories`);
  }

  /** The directory of important products, of one category where it is named. */
  async products(category?: string): Promise<ProductList['products']> {
    const path = category === undefined ? `${v1}/products` : `${v1}/products?category=${part(category)}`;
    return (await this.#transport.json<ProductList>(path)).products;
  }

  /** Fields, an example that is right, rules. */
  stage(category: string, stage: string): Promise<StageDefinition> {
    return this.#transport.json(`${v1}/categories/${part(category)}/stages/${part(stage)}`);
  }

  /** Up to 10,000, each with its status; a record that was refused keeps no other back. The same again stores nothing twice. */
  record(category: string, stage: string, records: readonly Readonly<Record<string, unknown>>[]): Promise<RecordReport> {
    return this.#transport.json(`${v1}/records/${part(category)}/${part(stage)}`, {
      method: 'POST',
      idempotent: true,
      ...jsonBody(records),
    });
  }

  /** The workbook to fill in, as it is generated from the stage: records from its third row on. */
  async template(category: string, stage: string): Promise<Blob> {
    const path = `${v1}/categories/${part(category)}/stages/${part(stage)}/template.xlsx`;
    return (await this.#transport.send(this.#transport.at(path))).blob();
  }

  /** A sheet of records, .xlsx or CSV; answers when it was read to its end, with what became of its rows. */
  async upload(category: string, stage: string, file: Blob, name = 'records'): Promise<FollowedUpload> {
    const path = `${v1}/records/${part(category)}/${part(stage)}/uploads?${new URLSearchParams({ name })}`;
    const { id } = await this.#transport.json<RecordUpload>(path, {
      method: 'POST',
      headers: { 'content-type': file.type },
      body: file,
    });
    for (;;) {
      const upload = await this.#transport.json<FollowedUpload>(`${v1}/record-uploads/${part(id)}?wait=30`);
      if (upload.endedAt !== undefined) return upload;
    }
  }

  /** Rows of a register, each with its status; the same again changes nothing. */
  stateRegister(category: string, register: string, rows: readonly RegisterRowRequest[]): Promise<RegisterReport> {
    return this.#transport.json(`${v1}/registers/${part(category)}/${part(register)}`, {
      method: 'POST',
      idempotent: true,
      ...jsonBody(rows),
    });
  }
}
