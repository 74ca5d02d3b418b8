/**
 * For the wiring, in the guest: `(asFunction) => ({ read, column })`. QuickJS counts columns in bytes of UTF-8;
 * `column(line, bytes)` is that of the code which was last given to `read`, in the units of JavaScript's strings.
 */
export const COLUMNS_OF_CODE = `(asFunction) => {
  "use strict";
  const exec = asFunction(RegExp.prototype.exec);
  const indexOf = asFunction(String.prototype.indexOf), unitAt = asFunction(String.prototype.charCodeAt);
  const widthOf = (unit, before) => {
    if (unit < 0x80) return 1;
    if (unit < 0x800) return 2;
    // The two halves of a pair have four bytes together.
    const isSecond = unit >= 0xdc00 && unit < 0xe000 && before >= 0xd800 && before < 0xdc00;
    return isSecond ? 1 : 3;
  };
  // Most code is all ASCII, and is never asked of.
  const isWide = (code) => exec(/[^\\0-\\x7f]/, code) !== null;
  let unread, wide, known;
  return {
    read(code) {
      unread = code;
    },
    column(line, bytes) {
      if (unread !== undefined) {
        wide = isWide(unread) ? unread : undefined;
        known = { __proto__: null };
        unread = undefined;
      }
      if (wide === undefined) return bytes;
      // Errors that are thrown in a loop are made in the same place.
      const place = line + ":" + bytes, found = known[place];
      if (found !== undefined) return found;
      let start = 0;
      for (let i = 1; i < line; i++) {
        start = indexOf(wide, "\\n", start) + 1;
        if (start === 0) return bytes;
      }
      let at = start;
      for (let done = 1; done < bytes && at < wide.length; at++) {
        done += widthOf(unitAt(wide, at), at > start ? unitAt(wide, at - 1) : 0);
      }
      known[place] = at - start + 1;
      return known[place];
    },
  };
}`;
