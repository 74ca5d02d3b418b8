/** Any of some options: each may be left out, or be undefined, for its default. */
export type PartialOptions<T> = { readonly [Name in keyof T]?: T[Name] | undefined };
