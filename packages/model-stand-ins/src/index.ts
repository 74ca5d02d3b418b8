export {
  type ModelStandIn,
  type ModelStandInOptions,
  startModelStandIn,
} from "./model-stand-in.js";
export type {
  NeutralAssistantMessage,
  NeutralImage,
  NeutralMessage,
  NeutralRequest,
  NeutralTool,
  NeutralToolCall,
  NeutralToolChoice,
  NeutralToolMessage,
  NeutralUserMessage,
  ProviderName,
} from "./neutral-request.js";
export type { ReceivedRequest, RequestCounts, RequestOutcome } from "./received.js";
export type { ScriptOptions } from "./script/script.js";
export type {
  AnswerTurn,
  BreakOff,
  FaultTurn,
  RequestCount,
  ScriptedToolCall,
  ScriptedUsage,
  Turn,
  TurnFunction,
  TurnList,
} from "./script/turn.js";
