import { create, createFileRegistry, type FileRegistry } from "@bufbuild/protobuf";
import {
  type DescriptorProto,
  DescriptorProtoSchema,
  type FieldDescriptorProto,
  FieldDescriptorProtoSchema,
  FileDescriptorProtoSchema,
  file_google_protobuf_timestamp,
  FieldDescriptorProto_Label as Label,
  type MethodDescriptorProto,
  MethodDescriptorProtoSchema,
  OneofDescriptorProtoSchema,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt";

/** A field as `NUMBER [optional|repeated|map|of ONEOF] TYPE`: `"2 repeated string"`. */
export type FieldText = string;

/** What a package of the protocol says, in short. A method is `[request, response]`. */
export interface FileText {
  readonly package: string;
  readonly messages: Readonly<Record<string, Readonly<Record<string, FieldText>>>>;
  readonly enums: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly services: Readonly<Record<string, Readonly<Record<string, MethodText>>>>;
}

/** The messages of a method; `stream` before a name means that many of it are sent. */
export type MethodText = readonly [request: string, response: string];

const SCALARS: Readonly<Record<string, Type>> = {
  bool: Type.BOOL,
  bytes: Type.BYTES,
  int64: Type.INT64,
  sint32: Type.SINT32,
  string: Type.STRING,
  uint32: Type.UINT32,
};
const TIMESTAMP = "Timestamp";
const FIELD = /^(?<number>\d+) (?:(?<kind>optional|repeated|map|of (?<oneof>\w+)) )?(?<type>\w+)$/;

/** Makes descriptors of a package's messages and services, with no compiler of `.proto` files. */
export function describeFile(text: FileText): FileRegistry {
  const file = create(FileDescriptorProtoSchema, {
    name: `${text.package}.proto`,
    package: text.package,
    syntax: "proto3",
    dependency: [file_google_protobuf_timestamp.proto.name],
    messageType: Object.entries(text.messages).map(([name, fields]) =>
      messageOf(text, name, fields),
    ),
    enumType: Object.entries(text.enums).map(([name, values]) => ({
      name,
      value: Object.entries(values).map(([value, number]) => ({ name: value, number })),
    })),
    service: Object.entries(text.services).map(([name, methods]) => ({
      name,
      method: Object.entries(methods).map(([method, texts]) => methodOf(text, method, texts)),
    })),
  });
  return createFileRegistry(file, () => file_google_protobuf_timestamp);
}

function messageOf(
  file: FileText,
  name: string,
  fields: Readonly<Record<string, FieldText>>,
): DescriptorProto {
  const message = create(DescriptorProtoSchema, { name });
  // Oneofs that stand for `optional` have to follow the others.
  const entries = Object.entries(fields).sort(
    ([, a], [, b]) => Number(a.includes(" optional ")) - Number(b.includes(" optional ")),
  );
  for (const [field, fieldText] of entries) {
    message.field.push(fieldOf(file, message, field, fieldText));
  }
  return message;
}

function fieldOf(
  file: FileText,
  message: DescriptorProto,
  name: string,
  text: FieldText,
): FieldDescriptorProto {
  const groups = FIELD.exec(text)?.groups;
  if (groups === undefined) throw new SyntaxError(`${message.name}.${name}: "${text}" is no field`);
  const { number, kind = "", oneof, type = "" } = groups;
  const isMany = kind === "repeated" || kind === "map";
  const field = create(FieldDescriptorProtoSchema, {
    name,
    jsonName: name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    number: Number(number),
    label: isMany ? Label.REPEATED : Label.OPTIONAL,
    ...typeOf(file, type),
  });
  if (kind === "map") {
    const entry = mapEntry(file, name, type);
    message.nestedType.push(entry);
    field.type = Type.MESSAGE;
    field.typeName = `.${file.package}.${message.name}.${entry.name}`;
  } else if (kind === "optional") {
    field.proto3Optional = true;
    field.oneofIndex = oneofIndex(message, `_${name}`);
  } else if (oneof !== undefined) {
    field.oneofIndex = oneofIndex(message, oneof);
  }
  return field;
}

function typeOf(file: FileText, type: string): { type: Type; typeName?: string } {
  const scalar = SCALARS[type];
  if (scalar !== undefined) return { type: scalar };
  if (type === TIMESTAMP) return { type: Type.MESSAGE, typeName: `.google.protobuf.${TIMESTAMP}` };
  const typeName = `.${file.package}.${type}`;
  return { type: Object.hasOwn(file.enums, type) ? Type.ENUM : Type.MESSAGE, typeName };
}

function mapEntry(file: FileText, field: string, type: string): DescriptorProto {
  const name = `${field.charAt(0).toUpperCase()}${field.slice(1)}Entry`;
  return create(DescriptorProtoSchema, {
    name,
    options: { mapEntry: true },
    field: [
      { name: "key", jsonName: "key", number: 1, label: Label.OPTIONAL, type: Type.STRING },
      { name: "value", jsonName: "value", number: 2, label: Label.OPTIONAL, ...typeOf(file, type) },
    ],
  });
}

function oneofIndex({ oneofDecl }: DescriptorProto, name: string): number {
  const index = oneofDecl.findIndex((oneof) => oneof.name === name);
  if (index >= 0) return index;
  return oneofDecl.push(create(OneofDescriptorProtoSchema, { name })) - 1;
}

function methodOf(
  file: FileText,
  name: string,
  [request, response]: MethodText,
): MethodDescriptorProto {
  return create(MethodDescriptorProtoSchema, {
    name,
    inputType: `.${file.package}.${request.replace("stream ", "")}`,
    outputType: `.${file.package}.${response.replace("stream ", "")}`,
    clientStreaming: request.startsWith("stream "),
    serverStreaming: response.startsWith("stream "),
  });
}
