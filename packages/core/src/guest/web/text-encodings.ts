import { normalizeEncoding, TextDecoder as SmallDecoder } from "@exodus/bytes/encoding-lite.js";
import { StringOf } from "../primordials.js";

export { TextEncoder } from "@exodus/bytes/encoding-lite.js";

/** Their tables would double the size of the guest runtime. */
const WITHOUT_TABLE = /^(?:big5|euc-kr|euc-jp|iso-2022-jp|shift_jis|gbk|gb18030)$/;

/** The library's knows of encodings that it cannot decode, and says so only when it is to. */
export class TextDecoder extends SmallDecoder {
  /** @throws RangeError for an encoding that is unknown, or whose table is left out. */
  constructor(label: unknown = "utf-8", options?: TextDecoderOptions) {
    const text = StringOf(label);
    const encoding = normalizeEncoding(text);
    if (encoding === null || WITHOUT_TABLE.test(encoding)) {
      throw new RangeError(
        `TextDecoder cannot read ${JSON.stringify(text)} here: it knows UTF-8, UTF-16, and the encodings that have one byte for each character, such as "windows-1252"`,
      );
    }
    super(text, options);
  }
}
