import { stringify } from "csv-stringify/sync";
import { inOneLine } from "#app/core/shared/text.ts";

/** Where a cell begins in some spreadsheet (each country has its separator), before what begins a formula in it. */
const FORMULA = /(^|[,;|])(?=[\s"']*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;

/**
 * Rows of a CSV file, as RFC 4180 has it. What shoppers and merchants wrote is text in it, whatever
 * spreadsheet reads it: each cell is one line, and what would be taken for a formula has an apostrophe before it.
 */
export const csvRows = (rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((row) => row.map(asText)),
    { record_delimiter: "windows" },
  );

const asText = (cell: string): string => inOneLine(cell).replace(FORMULA, "$1'");
