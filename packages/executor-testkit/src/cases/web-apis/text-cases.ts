import type { ConformanceCase } from "../../conformance-case.js";
import { returns } from "../../simple-cases.js";

/** Text and bytes, and copies: encoding.spec.whatwg.org, html.spec.whatwg.org. */
export const TEXT_CASES: readonly ConformanceCase[] = [
  returns(
    "web/text-encoder",
    "TextEncoder gives UTF-8, with U+FFFD for half a surrogate pair",
    `const encoder = new TextEncoder();
     const bytes = encoder.encode("aü🚀\\ud800");
     const target = new Uint8Array(4);
     const { read, written } = encoder.encodeInto("ü🚀", target);
     return [bytes instanceof Uint8Array, [...bytes], encoder.encoding, read, written, [...target], encoder.encode().length];`,
    [true, [97, 195, 188, 240, 159, 154, 128, 239, 191, 189], "utf-8", 1, 2, [195, 188, 0, 0], 0],
  ),
  returns(
    "web/text-decoder",
    "TextDecoder reads UTF-8 from any buffer, in parts, without a byte order mark",
    `const bytes = new TextEncoder().encode("\\ufeffaü🚀");
     const decoder = new TextDecoder();
     const parts = [...bytes].map((byte) => decoder.decode(Uint8Array.of(byte), { stream: true }));
     return [
       new TextDecoder("utf8").decode(bytes), decoder.encoding,
       parts.join("") + decoder.decode(),
       new TextDecoder().decode(bytes.buffer.slice(3, 4)),
       new TextDecoder().decode(new DataView(bytes.buffer, bytes.byteOffset + 3, 3)),
       new TextDecoder().decode(),
     ];`,
    ["aü🚀", "utf-8", "aü🚀", "a", "aü", ""],
  ),
  returns(
    "web/text-decoder-errors",
    "TextDecoder replaces what is no UTF-8, or throws where it is told to",
    `const broken = Uint8Array.of(97, 0xff, 0xe2, 0x82, 98);
     let fatal;
     try { new TextDecoder("utf-8", { fatal: true }).decode(broken); } catch (error) { fatal = error instanceof TypeError; }
     let unknown;
     try { new TextDecoder("klingon"); } catch (error) { unknown = error instanceof RangeError; }
     return [new TextDecoder().decode(broken), fatal, unknown];`,
    ["a\ufffd\ufffdb", true, true],
  ),
  returns(
    "web/text-decoder-encodings",
    "TextDecoder reads encodings of one byte and UTF-16, and names at once the one that it cannot read",
    `const refusals = ["Shift_JIS", "gb2312", "big5", "iso-2022-kr", "klingon"].map((label) => {
       try { return new TextDecoder(label).encoding; }
       catch (error) { return error instanceof RangeError && error.message.includes(JSON.stringify(label)); }
     });
     return [
       new TextDecoder("latin1").decode(Uint8Array.of(0xe9, 0x80)), new TextDecoder("ISO-8859-2").decode(Uint8Array.of(0xb1)),
       new TextDecoder("utf-16le").decode(Uint8Array.of(0x1a, 0x20)), new TextDecoder(undefined, { fatal: true }).fatal, refusals,
       new TextDecoder("utf-8", null).fatal,
       [TextDecoder.name, String(new TextDecoder()), Object.keys(new TextDecoder("latin1", { ignoreBOM: true })).length],
     ];`,
    ["é€", "ą", "‚", true, Array(5).fill(true), false, ["TextDecoder", "[object TextDecoder]", 0]],
  ),
  returns(
    "web/base64",
    "btoa and atob turn bytes into base64 and back",
    `return [btoa("a\\u00ff\\u0000"), btoa(""), [...atob(" YW Jj\\n")].join(), atob("YQ==") + atob("YQ"),
       atob(btoa("\\u00fc")) === "\\u00fc"];`,
    ["Yf8A", "", "a,b,c", "aa", true],
  ),
  returns(
    "web/base64-errors",
    "btoa refuses what is no byte, atob what is no base64",
    `return [() => btoa("名"), () => atob("a"), () => atob("a*b=")].map((attempt) => {
       try { return attempt(); } catch (error) { return [error instanceof Error, error.name]; }
     });`,
    Array(3).fill([true, "InvalidCharacterError"]),
  ),
  returns(
    "web/structured-clone",
    "structuredClone copies what JSON cannot: cycles, Map, Set, Date, errors, buffers",
    `const value = { date: new Date(5), map: new Map([[{ k: 1 }, new Set([1n])]]), list: [undefined, -0, NaN],
       bytes: new Uint8Array([1, 2]), error: new RangeError("far"), re: /a/g };
     value.self = value;
     const copy = structuredClone(value);
     value.bytes[0] = 9;
     const [[key, set]] = copy.map;
     return [copy !== value, copy.self === copy, copy.date.getTime(), copy.date instanceof Date, key, set.has(1n),
       0 in copy.list, Object.is(copy.list[1], -0), copy.list[2], [...copy.bytes],
       copy.error instanceof RangeError, copy.error.message, copy.re.source + copy.re.flags];`,
    [true, true, 5, true, { k: 1 }, true, true, true, "NaN", [1, 2], true, "far", "ag"],
  ),
  returns(
    "web/structured-clone-errors",
    "structuredClone refuses functions and symbols with a DataCloneError",
    `return [() => {}, Symbol("s"), { a: [() => {}] }].map((value) => {
       try { return structuredClone(value); } catch (error) { return [error instanceof Error, error.name]; }
     });`,
    Array(3).fill([true, "DataCloneError"]),
  ),
];
