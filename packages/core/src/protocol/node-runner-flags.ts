/**
 * The flags of Node without which its program for hosting guests refuses to start, in a process as in a
 * worker thread. Node's internals are what lets the program choose the functions that Node runs in the
 * midst of a guest's code.
 */
export const NODE_RUNNER_FLAGS: readonly string[] = ["--expose-internals", "--no-warnings"];

/**
 * The program's first argument where its standard input and output carry text (`text-packets.ts`); the
 * second is the guest runtime then, compressed with Brotli, in base64.
 */
export const NODE_RUNNER_TEXT = "text";
