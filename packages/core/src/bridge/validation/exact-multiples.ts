import type { Ajv } from "ajv";

const KEYWORD = "multipleOf";

/**
 * Lets 19.99 be a multiple of 0.01: neither number is exactly what it says, and the quotient is off by as
 * little. The validator's own keyword wants a quotient without any fraction.
 */
export function withExactMultiples(ajv: Ajv): Ajv {
  return ajv.removeKeyword(KEYWORD).addKeyword({
    keyword: KEYWORD,
    type: "number",
    schemaType: "number",
    error: { message: ({ schema }) => `must be a multiple of ${Number(schema)}` },
    validate: isMultiple,
  });
}

function isMultiple(step: number, value: number): boolean {
  // A remainder is exact, and so are whole numbers. Of nothing there are no multiples to insist on.
  if (step === 0 || value % step === 0) return true;
  if (Number.isInteger(value) && Number.isInteger(step)) return false;
  const quotient = value / step;
  const off = Math.abs(quotient - Math.round(quotient));
  return off <= 2 * Number.EPSILON * Math.abs(quotient);
}
