import type { FileRegistry, Message } from "@bufbuild/protobuf";
import type { GenMessage, GenService, GenServiceMethods } from "@bufbuild/protobuf/codegenv2";

/** A method that answers one request with one response. */
export interface Unary<Request extends Message, Response extends Message> {
  methodKind: "unary";
  input: GenMessage<Request>;
  output: GenMessage<Response>;
}

/** A method that answers one request with many responses. */
export interface ServerStreaming<Request extends Message, Response extends Message> {
  methodKind: "server_streaming";
  input: GenMessage<Request>;
  output: GenMessage<Response>;
}

/** A method that answers many requests with one response. */
export interface ClientStreaming<Request extends Message, Response extends Message> {
  methodKind: "client_streaming";
  input: GenMessage<Request>;
  output: GenMessage<Response>;
}

/** The service of that full name, with the types that the caller knows it to have. */
export function serviceOf<Methods extends GenServiceMethods>(
  registry: FileRegistry,
  typeName: string,
): GenService<Methods> {
  const service = registry.getService(typeName);
  if (service === undefined) throw new RangeError(`The protocol has no service ${typeName}`);
  return service as GenService<Methods>;
}
