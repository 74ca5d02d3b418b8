import { normalizeEncoding, TextDecoder as SmallDecoder } from "@exodus/bytes/encoding-lite.js";
import { StringOf } from "../primordials.js";

export { TextEncoder } from "@exodus/bytes/encoding-lite.js";

/** Their tables would double the size of the guest runtime. `replacement` stands for those that nobody may decode. */
const UNREADABLE = /^(?:big5|euc-kr|euc-jp|iso-2022-jp|shift_jis|gbk|gb18030|replacement)$/;

/** The library's knows of encodings that it cannot decode, and says so only when it is to. */
export class TextDecoder extends SmallDecoder {
  /** @throws RangeError for an encoding that is unknown, or whose table is left out. */
  constructor(label: unknown = "utf-8", options?: TextDecoderOptions | null) {
    const text = StringOf(label);
    const encoding = normalizeEncoding(text);
    if (encoding === null || UNREADABLE.test(encoding)) {
      throw new RangeError(
        `TextDecoder cannot read ${JSON.stringify(text)} here: it knows UTF-8, UTF-16, and the encodings that have one byte for each character, such as "windows-1252"`,
      );
    }
    // To the library, null is no object to read options from; to the web, one without any.
    super(text, options ?? {});
  }
}
