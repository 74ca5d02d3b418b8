/** A place in a text; lines and columns count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Code made ready for the guest. */
export interface CompiledCode {
  /** The text of an async function expression. */
  readonly code: string;
  /** The text the model sent, as frames show it. */
  readonly source: string;
  /** Where a place of `code` stands in `source`; `undefined` for places the model did not write. */
  locate(position: Position): Position | undefined;
}
