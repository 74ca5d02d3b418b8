import { formatValue } from "./format-log.js";
import { bareArray, create, keys, uncurryThis } from "./primordials.js";

const padEnd = uncurryThis(String.prototype.padEnd);
const trimEnd = uncurryThis(String.prototype.trimEnd);

type Row = Record<string, string>;

/** `console.table`: rows of an array or object as an aligned text table. */
export function formatTable(data: unknown): string {
  if (typeof data !== "object" || data === null) return formatValue(data);
  const columns = bareArray<string>();
  const widths = create(null) as Record<string, number>;
  const rows = bareArray<Row>();
  const addCell = (row: Row, column: string, text: string): void => {
    if (widths[column] === undefined) {
      columns[columns.length] = column;
      widths[column] = column.length;
    }
    row[column] = text;
    if (text.length > (widths[column] as number)) widths[column] = text.length;
  };

  const indices = keys(data);
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i] as string;
    const row = create(null) as Row;
    addCell(row, INDEX, index);
    addCells(row, data[index as never], addCell);
    rows[rows.length] = row;
  }
  if (columns.length === 0) return INDEX;
  let text = lineOf(columns, widths);
  for (let i = 0; i < rows.length; i++) text += `\n${lineOf(columns, widths, rows[i])}`;
  return text;
}

const INDEX = "(index)";

function addCells(
  row: Row,
  data: unknown,
  addCell: (row: Row, column: string, text: string) => void,
): void {
  if (typeof data !== "object" || data === null) {
    addCell(row, "value", formatValue(data));
    return;
  }
  const names = keys(data);
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string;
    addCell(row, name, formatValue(data[name as never]));
  }
}

/** The line of a row, or of the heads of the columns. */
function lineOf(columns: readonly string[], widths: Record<string, number>, row?: Row): string {
  let line = "";
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i] as string;
    const cell = row === undefined ? column : (row[column] ?? "");
    line += (i === 0 ? "" : " | ") + padEnd(cell, widths[column] as number);
  }
  return trimEnd(line);
}
