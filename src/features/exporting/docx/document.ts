/** A document as it is composed: the blocks on its pages, in order, all running as the language spoken does. */

export interface WordDocument {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  /** What a person has yet to write: marked, so that nobody overlooks it. */
  | { readonly kind: 'toWrite'; readonly text: string }
  | { readonly kind: 'list'; readonly lines: readonly string[] }
  | Table
  | { readonly kind: 'picture'; readonly png: Uint8Array; readonly caption: string }
  /**
   * The table of contents; its note says how to get the page numbers, which only a word processor
   * knows.
   */
  | { readonly kind: 'contents'; readonly heading: string; readonly note: string };

export interface Table {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly TableCell[])[];
  /** Stands below the table. */
  readonly note?: string;
}

export interface TableColumn {
  readonly header: string;
  /** Share of the table's width, relative to the other columns' shares. */
  readonly share: number;
}

/** `toWrite`: what a person has yet to add. */
export type TableCell = string | { readonly text?: string; readonly toWrite: string };
