/**
 * What every attack begins with: `probe(value)` walks from a value and reports whatever is not of the
 * guest's own realm; `spy(label)` is a proxy that probes what its traps are given; `atTheBrink(act)`
 * does something where the stack is full. What is found is printed, since a result can be tampered with.
 */
export const PRELUDE = `const { atTheBrink, probe, report, spy, spyFunction } = (() => {
  "use strict";
  const { apply, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
  const { log } = console;
  const forwards = Object.getOwnPropertyDescriptors(Reflect);
  const GuestProxy = Proxy, GuestArray = Array, GuestSet = Set, textOf = String;
  const { has, add } = Set.prototype;
  const objectPrototype = Object.prototype, functionPrototype = Function.prototype;
  const pending = [];
  let probed = 0, busy = false;

  const isObject = (value) =>
    (typeof value === "object" && value !== null) || typeof value === "function";
  const rootOf = (value) => {
    let root = value;
    for (let next = getPrototypeOf(root); next !== null; next = getPrototypeOf(root)) root = next;
    return root;
  };
  /** The chain of prototypes ends at the Object.prototype of another realm. */
  const isForeign = (value) => {
    const root = rootOf(value);
    if (root === objectPrototype) return false;
    const maker = getOwnPropertyDescriptor(root, "constructor")?.value;
    return typeof maker === "function" && rootOf(maker) !== objectPrototype;
  };
  const reachOf = (value) => {
    try {
      const maker = typeof value === "function" ? value : value.constructor;
      return "process is " + maker.constructor("return typeof process")();
    } catch (error) {
      return "it makes no code";
    }
  };
  const print = (line) => {
    try { log(line); } catch { pending[pending.length] = line; }
  };
  const walk = (start, path, most) => {
    const seen = new GuestSet();
    const queue = [[start, path]];
    for (let i = 0; i < queue.length && i < most; i++) {
      const value = queue[i][0], at = queue[i][1];
      const note = (next, name) => {
        if (!isObject(next) || apply(has, seen, [next])) return;
        apply(add, seen, [next]);
        queue[queue.length] = [next, at + name];
      };
      if (isForeign(value)) {
        print("ESCAPED " + at + " is of another realm: " + reachOf(value));
        continue;
      }
      if (most <= 300 && (value === objectPrototype || value === functionPrototype)) continue;
      note(getPrototypeOf(value), ".__proto__");
      const keys = ownKeys(value);
      for (let k = 0; k < keys.length; k++) {
        const name = "." + textOf(keys[k]);
        const descriptor = getOwnPropertyDescriptor(value, keys[k]);
        if (descriptor === undefined) continue;
        note(descriptor.get, name + " (getter)");
        note(descriptor.set, name + " (setter)");
        note(descriptor.value, name);
        if (descriptor.get === undefined) continue;
        try { note(apply(descriptor.get, value, []), name); } catch (error) { note(error, name); }
      }
    }
  };

  const probe = (value, path = "value", most = 300) => {
    if (busy) return value;
    busy = true;
    try {
      if (probed++ === 0) print("PROBED");
      if (isObject(value)) walk(value, path, most);
    } catch (error) {
      if (isForeign(error)) print("ESCAPED error of " + path + ": " + reachOf(error));
    } finally {
      busy = false;
    }
    return value;
  };

  const spy = (label, target = {}) => {
    const handler = { __proto__: null };
    for (const trap of ownKeys(forwards)) {
      const forward = forwards[trap].value;
      if (typeof forward !== "function") continue;
      handler[trap] = function (...given) {
        if (!busy) {
          for (let i = 0; i < given.length; i++) probe(given[i], label + "." + trap + " " + i);
        }
        return apply(forward, undefined, given);
      };
    }
    return new GuestProxy(target, handler);
  };
  const spyFunction = (label, act = () => undefined) =>
    spy(label, function (...given) {
      for (let i = 0; i < given.length; i++) probe(given[i], label + " argument " + i);
      probe(this, label + " this");
      return apply(act, this, given);
    });

  /** Does something in each of the frames nearest to the end of the stack, until there is room for it. */
  const atTheBrink = (act, tries = 500) => {
    const caught = [];
    let left = 0, done = 0;
    const sink = () => {
      try { sink(); } catch (error) { caught[caught.length] = error; }
      if (done > 1 || left-- < 1) return;
      try { caught[caught.length] = act(); done++; } catch (error) { caught[caught.length] = error; }
    };
    for (let shift = 0; shift < 16; shift++) {
      left = tries;
      done = 0;
      apply(sink, undefined, new GuestArray(shift));
      for (let i = 0; i < caught.length; i++) {
        const value = caught[i];
        if (isObject(value) && (probed === 0 || isForeign(value))) probe(value, "at the brink", 3);
      }
      caught.length = 0;
    }
  };

  const report = () => {
    const names = ["process", "require", "module", "Deno", "Bun"];
    for (let i = 0; i < names.length; i++) {
      if (globalThis[names[i]] !== undefined) print("ESCAPED " + names[i] + " is a global");
    }
    for (let i = 0; i < pending.length; i++) log(pending[i]);
  };
  return { atTheBrink, probe, report, spy, spyFunction };
})();`;
