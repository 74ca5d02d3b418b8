import type { ConformanceCase } from "../../conformance-case.js";
import { returns } from "../../simple-cases.js";

/** `URL` and `URLSearchParams`, by https://url.spec.whatwg.org. */
export const URL_CASES: readonly ConformanceCase[] = [
  returns(
    "web/url-parts",
    "URL takes a text apart",
    `const url = new URL("HTTPS://me:secret@Example.com:8443/a/./b/../c d?q=1&q=ü#part");
     return [url.href, url.origin, url.protocol, url.username, url.password, url.host, url.hostname,
       url.port, url.pathname, url.search, url.hash, url instanceof URL];`,
    [
      "https://me:secret@example.com:8443/a/c%20d?q=1&q=%C3%BC#part",
      "https://example.com:8443",
      "https:",
      "me",
      "secret",
      "example.com:8443",
      "example.com",
      "8443",
      "/a/c%20d",
      "?q=1&q=%C3%BC",
      "#part",
      true,
    ],
  ),
  returns(
    "web/url-base",
    "URL resolves against a base",
    `const base = "https://example.com/a/b?x#y";
     return ["../c", "/d", "?e", "#f", "//other.org:443/g", "mailto:me@here"].map((text) => new URL(text, base).href);`,
    [
      "https://example.com/c",
      "https://example.com/d",
      "https://example.com/a/b?e",
      "https://example.com/a/b?x#f",
      "https://other.org/g",
      "mailto:me@here",
    ],
  ),
  returns(
    "web/url-invalid",
    "URL refuses what is none with a TypeError",
    `return ["no url", "http://", "//a", "http://a:b"].map((text) => {
       try { return new URL(text).href; } catch (error) { return error instanceof TypeError; }
     });`,
    [true, true, true, true],
  ),
  returns(
    "web/frozen-globals",
    "the web's APIs are there for code that has frozen or sealed its globals, each the same at every touch",
    `Object.freeze(globalThis);
     const { href, searchParams } = new URL("http://a.org/?c=1");
     const signal = AbortSignal.abort();
     return [href, searchParams instanceof URLSearchParams, URL === URL, structuredClone(new Map([[1, 2]])).get(1), atob(btoa("a")),
       new TextDecoder().decode(new TextEncoder().encode("é")), signal.reason instanceof DOMException,
       typeof performance.now(), typeof crypto.randomUUID(), typeof queueMicrotask, new Event("e") instanceof Event];`,
    ["http://a.org/?c=1", true, true, 2, "a", "é", true, "number", "string", "function", true],
  ),
  returns(
    "web/no-global-of-ours",
    "the web's APIs leave nothing on the global object but themselves",
    `const before = Object.getOwnPropertyNames(globalThis).length;
     new URL("http://a.org/"); structuredClone(1); btoa("a"); AbortSignal.abort();
     return Object.getOwnPropertyNames(globalThis).length - before;`,
    0,
  ),
  returns(
    "web/url-search-params-json",
    "the searchParams of a URL are their text in results and arguments",
    'const { searchParams } = new URL("http://a.org/?c=1&d=2");\nreturn { searchParams }',
    { searchParams: "c=1&d=2" },
  ),
  returns(
    "web/url-setters",
    "URL can be changed part by part, and through its searchParams",
    `const url = new URL("http://a.org/b?c=1");
     url.protocol = "https"; url.host = "d.org:444"; url.pathname = "e f"; url.hash = "g";
     url.searchParams.set("c", "2 3"); url.searchParams.append("h", "&");
     const { href } = url;
     url.search = "?i=j";
     return [href, String(url), [...url.searchParams], JSON.stringify({ url })];`,
    [
      "https://d.org:444/e%20f?c=2+3&h=%26#g",
      "https://d.org:444/e%20f?i=j#g",
      [["i", "j"]],
      '{"url":"https://d.org:444/e%20f?i=j#g"}',
    ],
  ),
  returns(
    "web/inherited-property",
    "the web's APIs can be used where the code has given all objects a property",
    `Object.prototype.extra = "text";
     const controller = new AbortController();
     controller.abort(1);
     return [new URL("http://a/?b=c").searchParams.get("b"), structuredClone([{ a: 1 }]), atob(btoa("x")),
       new TextDecoder().decode(new TextEncoder().encode("é")), controller.signal.reason, crypto.randomUUID().length];`,
    ["c", [{ a: 1 }], "x", "é", 1, 36],
  ),
  returns(
    "web/url-href-refused",
    "a URL stays what it is where its href is set to what is none",
    `const url = new URL("https://user@example.com:8443/a?b=1#c");
     let name;
     try { url.href = "no URL"; } catch (error) { name = error.name; }
     const before = [name, url.href, url.host, url.searchParams.get("b")];
     url.hostname = "";
     url.href = " HTTP://Example.org/d?e=2 ";
     return [...before, url.href, url.searchParams.get("e")];`,
    [
      "TypeError",
      "https://user@example.com:8443/a?b=1#c",
      "example.com:8443",
      "1",
      "http://example.org/d?e=2",
      "2",
    ],
  ),
  returns(
    "web/params-make",
    "URLSearchParams is made of a text, an object or pairs",
    `const make = (from) => new URLSearchParams(from).toString();
     return [make("?a=1&b=%20+&a=2"), make({ a: "1", b: "ü&" }), make([["x", "1"], ["x", "2"]]), make(new URLSearchParams("y=z")), make()];`,
    ["a=1&b=++&a=2", "a=1&b=%C3%BC%26", "x=1&x=2", "y=z", ""],
  ),
  returns(
    "web/params-use",
    "URLSearchParams is read, changed, sorted and iterated",
    `const params = new URLSearchParams("b=1&a=2&b=3");
     const read = [params.get("b"), params.getAll("b"), params.get("z"), params.has("a")];
     params.append("c", 4); params.set("b", "5"); params.delete("z"); params.sort();
     const each = [];
     params.forEach((value, key) => each.push(key + value));
     return [read, [...params], [...params.keys()], [...params.values()], each, Object.fromEntries(params)];`,
    [
      ["1", ["1", "3"], null, true],
      [
        ["a", "2"],
        ["b", "5"],
        ["c", "4"],
      ],
      ["a", "b", "c"],
      ["2", "5", "4"],
      ["a2", "b5", "c4"],
      { a: "2", b: "5", c: "4" },
    ],
  ),
];
