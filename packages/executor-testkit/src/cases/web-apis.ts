import type { ConformanceTopic } from "../conformance-case.js";
import { ABORT_CASES } from "./web-apis/abort-cases.js";
import { CRYPTO_CASES } from "./web-apis/crypto-cases.js";
import { TEXT_CASES } from "./web-apis/text-cases.js";
import { TIMER_CASES } from "./web-apis/timer-cases.js";
import { URL_CASES } from "./web-apis/url-cases.js";

/** What code may take for granted beside the language itself. */
export const WEB_APIS: ConformanceTopic = {
  name: "web APIs",
  cases: [...URL_CASES, ...TEXT_CASES, ...CRYPTO_CASES, ...ABORT_CASES, ...TIMER_CASES],
};
