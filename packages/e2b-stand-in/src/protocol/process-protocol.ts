import type { Message } from "@bufbuild/protobuf";
import type { GenService } from "@bufbuild/protobuf/codegenv2";
import { describeFile } from "./describe-file.js";
import { type ClientStreaming, type ServerStreaming, serviceOf, type Unary } from "./service-of.js";

type Empty<Name extends string> = Message<`process.${Name}`>;

export type ProcessConfig = Message<"process.ProcessConfig"> & {
  cmd: string;
  args: string[];
  envs: { [name: string]: string };
  cwd?: string;
};
export type ProcessInfo = Message<"process.ProcessInfo"> & {
  config?: ProcessConfig;
  pid: number;
  tag?: string;
};
export type ProcessSelector = Message<"process.ProcessSelector"> & {
  selector: { case: "pid"; value: number } | { case: "tag"; value: string } | NoCase;
};
export type ProcessInput = Message<"process.ProcessInput"> & {
  input: { case: "stdin" | "pty"; value: Uint8Array } | NoCase;
};
export type StartRequest = Message<"process.StartRequest"> & {
  process?: ProcessConfig;
  pty?: Pty;
  tag?: string;
  stdin?: boolean;
};
export type EventResponse<Name extends string> = Message<`process.${Name}`> & {
  event?: ProcessEvent;
};
export type ProcessEvent = Message<"process.ProcessEvent"> & {
  event:
    | { case: "start"; value: Message<"process.StartEvent"> & { pid: number } }
    | { case: "data"; value: DataEvent }
    | { case: "end"; value: EndEvent }
    | { case: "keepalive"; value: Empty<"KeepAlive"> }
    | NoCase;
};
type NoCase = { case: undefined; value?: undefined };
type Pty = Message<"process.PTY">;
type DataEvent = Message<"process.DataEvent"> & {
  output: { case: "stdout" | "stderr" | "pty"; value: Uint8Array } | NoCase;
};
type EndEvent = Message<"process.EndEvent"> & {
  exitCode: number;
  exited: boolean;
  status: string;
  error?: string;
};
type Selecting<Name extends string> = Message<`process.${Name}`> & { process?: ProcessSelector };
type SendInputRequest = Selecting<"SendInputRequest"> & { input?: ProcessInput };
type SendSignalRequest = Selecting<"SendSignalRequest"> & { signal: number };
type UpdateRequest = Selecting<"UpdateRequest"> & { pty?: Pty };
type ListResponse = Message<"process.ListResponse"> & { processes: ProcessInfo[] };
export type StreamInputRequest = Message<"process.StreamInputRequest"> & {
  event:
    | { case: "start"; value: Selecting<"StreamInputStart"> }
    | { case: "data"; value: Message<"process.StreamInputData"> & { input?: ProcessInput } }
    | { case: "keepalive"; value: Empty<"KeepAlive"> }
    | NoCase;
};

// A type and not an interface: only a type has the index signature that GenService asks for.
type Methods = {
  list: Unary<Empty<"ListRequest">, ListResponse>;
  connect: ServerStreaming<Selecting<"ConnectRequest">, EventResponse<"ConnectResponse">>;
  start: ServerStreaming<StartRequest, EventResponse<"StartResponse">>;
  update: Unary<UpdateRequest, Empty<"UpdateResponse">>;
  streamInput: ClientStreaming<StreamInputRequest, Empty<"StreamInputResponse">>;
  sendInput: Unary<SendInputRequest, Empty<"SendInputResponse">>;
  sendSignal: Unary<SendSignalRequest, Empty<"SendSignalResponse">>;
  closeStdin: Unary<Selecting<"CloseStdinRequest">, Empty<"CloseStdinResponse">>;
};

const registry = describeFile({
  package: "process",
  messages: {
    PTY: { size: "1 Size" },
    Size: { cols: "1 uint32", rows: "2 uint32" },
    ProcessConfig: {
      cmd: "1 string",
      args: "2 repeated string",
      envs: "3 map string",
      cwd: "4 optional string",
    },
    ProcessInfo: { config: "1 ProcessConfig", pid: "2 uint32", tag: "3 optional string" },
    ProcessSelector: { pid: "1 of selector uint32", tag: "2 of selector string" },
    ProcessInput: { stdin: "1 of input bytes", pty: "2 of input bytes" },
    ProcessEvent: {
      start: "1 of event StartEvent",
      data: "2 of event DataEvent",
      end: "3 of event EndEvent",
      keepalive: "4 of event KeepAlive",
    },
    StartEvent: { pid: "1 uint32" },
    DataEvent: {
      stdout: "1 of output bytes",
      stderr: "2 of output bytes",
      pty: "3 of output bytes",
    },
    EndEvent: {
      exit_code: "1 sint32",
      exited: "2 bool",
      status: "3 string",
      error: "4 optional string",
    },
    KeepAlive: {},
    ListRequest: {},
    ListResponse: { processes: "1 repeated ProcessInfo" },
    StartRequest: {
      process: "1 ProcessConfig",
      pty: "2 optional PTY",
      tag: "3 optional string",
      stdin: "4 optional bool",
    },
    StartResponse: { event: "1 ProcessEvent" },
    ConnectRequest: { process: "1 ProcessSelector" },
    ConnectResponse: { event: "1 ProcessEvent" },
    UpdateRequest: { process: "1 ProcessSelector", pty: "2 optional PTY" },
    UpdateResponse: {},
    SendInputRequest: { process: "1 ProcessSelector", input: "2 ProcessInput" },
    SendInputResponse: {},
    StreamInputRequest: {
      start: "1 of event StreamInputStart",
      data: "2 of event StreamInputData",
      keepalive: "3 of event KeepAlive",
    },
    StreamInputStart: { process: "1 ProcessSelector" },
    StreamInputData: { input: "2 ProcessInput" },
    StreamInputResponse: {},
    SendSignalRequest: { process: "1 ProcessSelector", signal: "2 Signal" },
    SendSignalResponse: {},
    CloseStdinRequest: { process: "1 ProcessSelector" },
    CloseStdinResponse: {},
  },
  enums: { Signal: { SIGNAL_UNSPECIFIED: 0, SIGNAL_SIGTERM: 15, SIGNAL_SIGKILL: 9 } },
  services: {
    Process: {
      List: ["ListRequest", "ListResponse"],
      Connect: ["ConnectRequest", "stream ConnectResponse"],
      Start: ["StartRequest", "stream StartResponse"],
      Update: ["UpdateRequest", "UpdateResponse"],
      StreamInput: ["stream StreamInputRequest", "StreamInputResponse"],
      SendInput: ["SendInputRequest", "SendInputResponse"],
      SendSignal: ["SendSignalRequest", "SendSignalResponse"],
      CloseStdin: ["CloseStdinRequest", "CloseStdinResponse"],
    },
  },
});

/** envd's service that runs processes. */
export const ProcessService: GenService<Methods> = serviceOf<Methods>(registry, "process.Process");
