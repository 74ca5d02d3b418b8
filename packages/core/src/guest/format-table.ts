import { entriesOf } from "./encode-exotic.js";
import { formatValue } from "./format-log.js";
import {
  bareArray,
  create,
  indexOfText,
  isArray,
  keys,
  StringOf,
  stringify,
  uncurryThis,
} from "./primordials.js";

const padEnd = uncurryThis(String.prototype.padEnd);
const trimEnd = uncurryThis(String.prototype.trimEnd);

type Row = Record<string, string>;

/** The log keeps no more by default, and to write more takes long: a row has a place for each column. */
const MOST_CHARACTERS = 1 << 19;
/** Other rows are not widened for what is longer. */
const WIDEST = 120;
const SEPARATOR = " | ";

/**
 * `console.table`: rows of an array, object, map or set as an aligned text table, of the columns wanted. It
 * ends where it becomes too large, and says so.
 */
export function formatTable(data: unknown, wanted?: unknown): string {
  if (typeof data !== "object" || data === null) return formatValue(data);
  const columns = bareArray<string>();
  const widths = create(null) as Record<string, number>;
  const rows = bareArray<Row>();
  let lineLength = 0;
  let overlong = 0;
  let isCut = false;
  const isFull = (): boolean => {
    isCut ||= (rows.length + 2) * lineLength + overlong > MOST_CHARACTERS;
    return isCut;
  };
  const widen = (column: string, { length }: string): void => {
    const width = length < WIDEST ? length : WIDEST;
    overlong += length - width;
    const before = widths[column] as number;
    if (width <= before) return;
    widths[column] = width;
    lineLength += width - before;
  };
  const addCell = (row: Row, column: string, text: string): void => {
    if (widths[column] === undefined) {
      columns[columns.length] = column;
      widths[column] = 0;
      lineLength += SEPARATOR.length;
      widen(column, column);
    }
    row[column] = text;
    widen(column, text);
  };

  const names = isArray(wanted) ? textsOf(wanted) : undefined;
  const addRow = (index: string, value: unknown): void => {
    const row = create(null) as Row;
    addCell(row, INDEX, index);
    addCells(row, value, names, addCell, isFull);
    rows[rows.length] = row;
  };
  const entries = entriesOf(data);
  const indices = entries === undefined ? keys(data) : bareArray<string>();
  const { length } = entries ?? indices;
  for (let i = 0; i < length && !isFull(); i++) {
    const entry = entries?.[i];
    if (entry === undefined) addRow(indices[i] as string, data[indices[i] as never]);
    else addRow(formatCell(entry[0]), entry[1]);
  }
  if (columns.length === 0) {
    return isArray(data) || entries !== undefined ? INDEX : formatValue(data);
  }
  let text = lineOf(columns, widths);
  for (let i = 0; i < rows.length; i++) text += `\n${lineOf(columns, widths, rows[i])}`;
  if (isCut) text += `\n… the table is too large: this is the beginning of its ${length} rows`;
  return text;
}

const INDEX = "(index)";
const ANY_LENGTH = Number.POSITIVE_INFINITY;

function addCells(
  row: Row,
  data: unknown,
  wanted: readonly string[] | undefined,
  addCell: (row: Row, column: string, text: string) => void,
  isFull: () => boolean,
): void {
  if (typeof data !== "object" || data === null) {
    addCell(row, "value", formatCell(data));
    return;
  }
  const names = wanted ?? keys(data);
  // Such as a date, of which nothing would be seen.
  if (names.length === 0 && wanted === undefined) addCell(row, "value", formatCell(data));
  for (let i = 0; i < names.length && !isFull(); i++) {
    const name = names[i] as string;
    const value = (data as Record<string, unknown>)[name];
    addCell(row, name, wanted !== undefined && value === undefined ? "" : formatCell(value));
  }
}

/** A value on one line. */
function formatCell(value: unknown): string {
  const text = formatValue(value, ANY_LENGTH);
  return indexOfText(text, "\n") < 0 ? text : stringify(text);
}

function textsOf(values: readonly unknown[]): readonly string[] {
  const texts = bareArray<string>();
  for (let i = 0; i < values.length; i++) texts[i] = StringOf(values[i]);
  return texts;
}

/** The line of a row, or of the heads of the columns. */
function lineOf(columns: readonly string[], widths: Record<string, number>, row?: Row): string {
  let line = "";
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i] as string;
    const cell = row === undefined ? column : (row[column] ?? "");
    line += (i === 0 ? "" : SEPARATOR) + padEnd(cell, widths[column] as number);
  }
  return trimEnd(line);
}
