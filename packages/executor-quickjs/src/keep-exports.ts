import { numberBytes, readNumber, replaceSection } from "./module-sections.js";

const EXPORT_SECTION = 7;

/** A WebAssembly module that exports only what is named: each instance makes an object of every export. */
export function keepExports(module: Uint8Array, isKept: (name: string) => boolean): Uint8Array {
  return replaceSection(module, EXPORT_SECTION, (content) => {
    const kept: Uint8Array[] = [];
    let { value: left, next: at } = readNumber(content, 0);
    for (; left > 0; left--) {
      const { value: length, next: nameAt } = readNumber(content, at);
      const kindAt = nameAt + length;
      const end = readNumber(content, kindAt + 1).next;
      const name = Buffer.from(content.subarray(nameAt, kindAt)).toString();
      if (isKept(name)) kept.push(content.subarray(at, end));
      at = end;
    }
    return Buffer.concat([Buffer.from(numberBytes(kept.length)), ...kept]);
  });
}
