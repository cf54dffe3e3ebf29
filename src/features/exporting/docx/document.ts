/** A document as it is composed: what stands on its pages, in their order. All of it runs from right to left. */

export interface WordDocument {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  /** What a person is yet to write: marked, so that nobody overlooks it. */
  | { readonly kind: 'toWrite'; readonly text: string }
  | { readonly kind: 'list'; readonly lines: readonly string[] }
  | Table
  | { readonly kind: 'picture'; readonly png: Uint8Array; readonly caption: string }
  /** The list of contents, of all headings; a note says how it gets its pages' numbers, which nobody knows yet. */
  | { readonly kind: 'contents'; readonly heading: string; readonly note: string };

export interface Table {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly TableCell[])[];
  /** Stands below it. */
  readonly note?: string;
}

export interface TableColumn {
  readonly header: string;
  /** Of the table's width, beside the others' shares. */
  readonly share: number;
}

/** `toWrite`: what a person is yet to add. */
export type TableCell = string | { readonly text?: string; readonly toWrite: string };
