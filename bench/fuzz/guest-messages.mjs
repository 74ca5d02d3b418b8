import { parseGuestMessage } from "@toolweave/core/node";
import { below, mutateText } from "./mutations.mjs";

const MESSAGES = [
  '{"id":1,"type":"call","server":"bench","tool":"echo","args":[{"n":1}]}',
  '{"id":2,"type":"request","server":"bench","method":"resources/read","args":["a:b"]}',
  '{"id":3,"type":"search","query":{"query":"x","limit":3},"detail":"full"}',
  '{"id":4,"type":"recall","handle":"r1"}',
  '{"type":"log","level":"warn","text":"a line"}',
  '{"type":"emit","block":{"type":"image","data":"AAAA","mimeType":"image/png"}}',
  '{"type":"timer","id":1,"ms":50}',
  '{"type":"done","linesDropped":0,"ok":true,"value":{"a":[1,2,3]}}',
  '{"type":"done","linesDropped":1,"error":{"name":"E","message":"m","code":"","stack":"s"}}',
];

/**
 * What a guest may send: each message is read, or refused as no message of the protocol.
 *
 * @param {number} count
 * @param {() => number} random
 */
export function fuzzGuestMessages(count, random) {
  let read = 0;
  for (let i = 0; i < count; i++) {
    const text = mutateText(MESSAGES[below(MESSAGES.length, random)] ?? "", random);
    try {
      parseGuestMessage(text);
      read++;
    } catch (error) {
      const { code } = /** @type {{ code?: unknown }} */ (error);
      if (code !== "PROTOCOL_VIOLATION") throw new Error(`${text} was answered by ${error}`);
    }
  }
  return { count, outcome: `${read} read, ${count - read} refused` };
}
