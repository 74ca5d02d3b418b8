/**
 * Part of the guest's wiring: gives the context a registry of symbols of its own. V8's is that of the whole
 * program, which never lets go of a name: what one guest registers would take memory from all that follow.
 */
export const SYMBOL_REGISTRY = `{
  const { Map, Reflect: { apply }, String, Symbol, TypeError } = globalThis;
  const { get, set } = Map.prototype;
  const symbols = new Map();
  const names = new Map();
  const registry = {
    for(key) {
      const name = \`\${key}\`;
      const known = apply(get, symbols, [name]);
      if (known !== undefined) return known;
      const symbol = Symbol(name);
      apply(set, symbols, [name, symbol]);
      apply(set, names, [symbol, name]);
      return symbol;
    },
    keyFor(symbol) {
      if (typeof symbol !== "symbol") throw new TypeError(String(symbol) + " is not a symbol");
      return apply(get, names, [symbol]);
    },
  };
  Symbol.for = registry.for;
  Symbol.keyFor = registry.keyFor;
}`;
