/** How wasm-bindgen keeps values of JavaScript for WebAssembly: in a table, whose slots it gives out in turn. */
export interface PassedValues {
  /** Takes the next slot. */
  __wbindgen_number_new(value: number): number;
  __wbindgen_is_string(slot: number): boolean;
  __wbindgen_object_drop_ref(slot: number): void;
}

/** A slot of the table. */
export interface ValueSlot {
  /** Frees the slot, if there still is a string in it. */
  release(): void;
}

/**
 * The slot of the value that is passed next. A call that was left in its midst leaves in it the text that
 * it was given, for good.
 */
export function valueSlot(values: Partial<PassedValues>): ValueSlot | undefined {
  const {
    __wbindgen_number_new: take,
    __wbindgen_is_string: isString,
    __wbindgen_object_drop_ref: drop,
  } = values;
  if (take === undefined || isString === undefined || drop === undefined) return undefined;
  const slot = take(0);
  drop(slot);
  return {
    release() {
      if (isString(slot)) drop(slot);
    },
  };
}
