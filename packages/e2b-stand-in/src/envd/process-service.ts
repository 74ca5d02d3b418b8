import type { MessageInitShape } from "@bufbuild/protobuf";
import { Code, ConnectError, type HandlerContext, type ServiceImpl } from "@connectrpc/connect";
import type { FaultSettings } from "../faults/fault-settings.js";
import type {
  ProcessInput,
  ProcessSelector,
  ProcessService,
  StartRequest,
} from "../protocol/process-protocol.js";
import type { SandboxProcess } from "../sandbox/sandbox-process.js";
import { callerOf } from "./call-context.js";
import { processEvents, stopAtTimeout } from "./process-events.js";

/** envd's process service, over the processes of the sandbox that is called. */
export function processService(
  settings: Readonly<FaultSettings>,
): ServiceImpl<typeof ProcessService> {
  return {
    list: (_request, context) => ({
      processes: [...callerOf(context).sandbox.processes.values()].map(infoOf),
    }),
    async *start(request, context) {
      const started = await start(request, context);
      stopAtTimeout(started, context);
      yield* processEvents(started, settings, context);
    },
    async *connect(request, context) {
      yield* processEvents(selected(request.process, context), settings, context);
    },
    sendInput: async (request, context) => {
      await write(selected(request.process, context), request.input);
      return {};
    },
    streamInput: async (requests, context) => {
      let target: SandboxProcess | undefined;
      for await (const { event } of requests) {
        if (event.case === "start") target = selected(event.value.process, context);
        else if (event.case === "data" && target !== undefined) {
          await write(target, event.value.input);
        }
      }
      return {};
    },
    closeStdin: async (request, context) => {
      const target = selected(request.process, context);
      await withInput(async () => target.closeStdin());
      return {};
    },
    sendSignal: (request, context) => {
      selected(request.process, context).signal(request.signal === 9 ? "SIGKILL" : "SIGTERM");
      return {};
    },
    update: (request, context) => {
      selected(request.process, context);
      throw new ConnectError("tty not assigned to process", Code.FailedPrecondition);
    },
  };
}

async function start(request: StartRequest, context: HandlerContext): Promise<SandboxProcess> {
  const { sandbox, user } = callerOf(context);
  const { process, pty, tag, stdin } = request;
  if (pty !== undefined) throw new ConnectError("no terminals here", Code.Unimplemented);
  if (process === undefined) throw new ConnectError("process is missing", Code.InvalidArgument);
  const { cmd, args, envs, cwd } = process;
  try {
    return await sandbox.start({ cmd, args, envs, cwd, tag, hasStdin: stdin ?? true }, user);
  } catch (error) {
    throw new ConnectError((error as Error).message, Code.InvalidArgument);
  }
}

function selected(selector: ProcessSelector | undefined, context: HandlerContext): SandboxProcess {
  const { processes } = callerOf(context).sandbox;
  const by = selector?.selector;
  const found =
    by?.case === "pid"
      ? processes.get(by.value)
      : [...processes.values()].find(
          ({ spec }) => spec.tag !== undefined && spec.tag === by?.value,
        );
  if (found !== undefined) return found;
  throw new ConnectError(`process with ${by?.case} ${by?.value} not found`, Code.NotFound);
}

async function write(target: SandboxProcess, input: ProcessInput | undefined): Promise<void> {
  const given = input?.input;
  if (given?.case === "stdin") await withInput(() => target.writeStdin(given.value));
  else throw new ConnectError("tty not assigned to process", Code.FailedPrecondition);
}

async function withInput(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    const { message } = error as Error;
    throw new ConnectError(`error writing to stdin: ${message}`, Code.Internal);
  }
}

type InfoInit = NonNullable<
  MessageInitShape<typeof ProcessService.method.list.output>["processes"]
>[number];

function infoOf({ pid, spec }: SandboxProcess): InfoInit {
  const { cmd, args, envs, cwd, tag } = spec;
  return {
    pid,
    config: { cmd, args: [...args], envs: { ...envs }, ...(cwd !== undefined && { cwd }) },
    ...(tag !== undefined && { tag }),
  };
}
