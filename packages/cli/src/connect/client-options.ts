/** Options of every command that works with servers. */
export interface ClientFlags {
  readonly config?: string | undefined;
  readonly executor?: string | undefined;
  readonly verbose?: boolean | undefined;
}
