import { z } from "zod";

const atLeastOne = z.number().min(1);
const action = z.enum(["allow", "ask", "deny"]);

const limits = z.strictObject({
  maxToolCalls: atLeastOne.optional().describe("Tool calls one execution may make. Default 1,000."),
  maxConcurrentToolCalls: atLeastOne.optional().describe("Calls under way at once. Default 16."),
  toolTimeoutMs: atLeastOne.optional().describe("Milliseconds one call may take. Default: none."),
  maxLogBytes: atLeastOne.optional().describe("Console output kept. Default 1 MiB."),
  maxResultBytes: atLeastOne.optional().describe("The result as JSON. Default 64 MiB."),
  maxContentBlocks: atLeastOne.optional().describe("Blocks an execution may emit. Default 100."),
});

const annotations = z.strictObject({
  title: z.string().optional(),
  readOnlyHint: z.boolean().optional(),
  destructiveHint: z.boolean().optional(),
  idempotentHint: z.boolean().optional(),
  openWorldHint: z.boolean().optional(),
});

const conditions = z.strictObject({
  server: z.string().optional().describe("The server's name, with *."),
  tool: z.string().optional().describe("The tool's name, with *."),
  annotations: annotations.optional().describe("What the server says of the tool, literally."),
  args: z.looseObject({}).optional().describe("A JSON Schema that the arguments fit."),
});

const rule = z.strictObject({
  match: z.union([z.string(), conditions]).describe('"server.tool" with *, or conditions.'),
  action,
  reason: z.string().optional().describe("Told to the model when the call is refused."),
});

const policy = z.strictObject({
  default: action.optional().describe('For calls that no rule matches. Default "allow".'),
  rules: z.array(rule).optional().describe("The first that matches decides."),
  approvalTimeoutMs: z.number().positive().optional().describe("Default 600,000."),
});

const recall = z.strictObject({
  maxEntries: z.number().min(0).optional().describe("Values kept. Default 100."),
  maxCharacters: z.number().min(0).optional().describe("Characters kept. Default 64 Mi."),
});

const telemetry = z.strictObject({
  recordInputs: z.boolean().optional().describe("Records code and arguments. Default false."),
  recordOutputs: z.boolean().optional().describe("Records results and errors. Default false."),
  maxContentLength: z.int().min(1).optional().describe("Characters of each. Default 4,096."),
  propagateContext: z.boolean().optional().describe("Sends the trace to servers. Default true."),
});

const codeMode = z.strictObject({
  executor: z
    .string()
    .min(1)
    .optional()
    .describe('"quickjs" (default), "vm", "e2b", or the package of an executor.'),
  executorOptions: z
    .looseObject({})
    .optional()
    .describe("Options of the executor, such as timeoutMs and memoryLimitMb."),
  limits: limits.optional().describe("Limits of one execution."),
  policy: policy.optional().describe("Which tool calls are made, asked about, or refused."),
  outputBudget: z
    .int()
    .min(500)
    .optional()
    .describe("Characters of an answer to the model. Default 25,000."),
  recall: recall.optional().describe("What is kept of results that were cut."),
  retry: z
    .strictObject({ attempts: z.int().min(1).max(10) })
    .optional()
    .describe("How often a call that failed is made, the first time included."),
  validateArguments: z.boolean().optional().describe("Checks arguments. Default true."),
  validateOutputs: z.boolean().optional().describe("Checks results. Default true."),
  learnOutputs: z.boolean().optional().describe("Learns the shapes of results. Default true."),
  telemetry: telemetry.optional().describe("What OpenTelemetry spans say."),
});

/** `codeMode` in a configuration file: what of `CodeModeConfig` can be written down. */
export const codeModeSchema: z.ZodType<CodeModeFile> =
  codeMode as unknown as z.ZodType<CodeModeFile>;

/** The keys of `codeMode`. */
export const CODE_MODE_KEYS: readonly string[] = Object.keys(codeMode.shape);

/** What the schema lets through; core checks it once more and types it. */
export interface CodeModeFile {
  readonly executor?: string | undefined;
  readonly executorOptions?: Readonly<Record<string, unknown>> | undefined;
  readonly policy?: Readonly<Record<string, unknown>> | undefined;
}
