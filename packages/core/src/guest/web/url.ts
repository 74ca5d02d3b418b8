/** The bundler's: the constructor itself, in pure JavaScript. */
declare function require<T>(id: string): T;

type UrlClass = new (text: string) => { href: string };
export const URL = require<UrlClass>("core-js/stable/url");

const { get, set } = Object.getOwnPropertyDescriptor(URL.prototype, "href") as {
  get(): string;
  set(href: string): void;
};
const checked = {
  /** The library's reads the text into the URL itself, of which nothing is left where that fails. */
  set href(value: unknown) {
    set.call(this, new URL(`${value}`).href);
  },
};
const setter = Object.getOwnPropertyDescriptor(checked, "href")?.set as (value: unknown) => void;
Object.defineProperty(URL.prototype, "href", {
  get,
  set: setter,
  enumerable: true,
  configurable: true,
});
