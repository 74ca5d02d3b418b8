import type { CallAnswer } from "@toolweave/core";

/** A nested call of a recorded run. */
export interface JournalEntry {
  readonly id: number;
  readonly server: string;
  readonly tool: string;
  /** The arguments as a JSON array. */
  readonly args: string;
  /** Absent for a call that waits for approval. */
  readonly answer?: CallAnswer;
}

/** The nested calls of a run, as plain data. */
export interface JournalRecord {
  readonly entries: readonly JournalEntry[];
  /** What happened in which order: a number for its call, the negative number for its answer. */
  readonly sequence: readonly number[];
}

/** The record of a run that has not begun. */
export const EMPTY_RECORD: JournalRecord = { entries: [], sequence: [] };
