/** The beginning of a text, of so many characters at most, which ends with a whole one. */
export function headOfText(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, "");
}
