import { chacha20 } from "@noble/ciphers/chacha.js";

/** The bundler's: the constructor itself, in pure JavaScript. */
declare function require<T>(id: string): T;

type DomException = new (message: string, name: string) => Error;
const refusal = (name: string, message: string): Error =>
  new (require<DomException>("core-js/stable/dom-exception"))(message, name);

/** The most one call may ask for (Web Cryptography API, section 10.1.1). */
const MAX_BYTES = 65_536;
const NONCE_BYTES = 12;

/** `crypto` with `getRandomValues` and `randomUUID`, drawn from ChaCha20 under a key of the host's. */
export function createCrypto(seed: string): object {
  const key = new Uint8Array(32);
  for (let i = 0; i < key.length; i++) key[i] = Number.parseInt(seed.slice(2 * i, 2 * i + 2), 16);
  let draws = 0;
  const randomBytes = (count: number): Uint8Array => {
    const nonce = new Uint8Array(NONCE_BYTES);
    new DataView(nonce.buffer).setFloat64(0, ++draws);
    return chacha20(key, nonce, new Uint8Array(count));
  };

  const getRandomValues = (array: unknown): unknown => {
    if (!ArrayBuffer.isView(array) || !isIntegerArray(array)) {
      throw refusal("TypeMismatchError", "getRandomValues takes an integer typed array");
    }
    if (array.byteLength > MAX_BYTES) {
      throw refusal(
        "QuotaExceededError",
        `getRandomValues gives ${MAX_BYTES} bytes at most, not ${array.byteLength}`,
      );
    }
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    bytes.set(randomBytes(bytes.length));
    return array;
  };

  const randomUUID = (): string => {
    const bytes = randomBytes(16);
    bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
    bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
    let text = "";
    for (let i = 0; i < 16; i++) {
      if (i === 4 || i === 6 || i === 8 || i === 10) text += "-";
      text += ((bytes[i] as number) + 0x100).toString(16).slice(1);
    }
    return text;
  };

  const crypto = { getRandomValues, randomUUID };
  // Not to be listed, nor copied by a spread.
  return Object.defineProperty(crypto, Symbol.toStringTag, { value: "Crypto", configurable: true });
}

function isIntegerArray(array: ArrayBufferView): boolean {
  return /^(Big)?(Ui|I)nt\d+(Clamped)?Array$/.test(
    Object.prototype.toString.call(array).slice("[object ".length, -1),
  );
}
