import type {
  SearchDetailLevel,
  ToolSearchOptions,
  ToolSearchResponse,
} from "../contract/tool-search.js";
import { describeError } from "../errors/describe-error.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import type { ActivityOwner } from "./activity-owner.js";
import type { SearchEvent } from "./client-events.js";
import { ATTRIBUTE, EXECUTE_TOOL, OTHER_ERROR } from "./span-attributes.js";

const TOOL = "search_tools";

/** A search as it was asked for. */
export interface AskedSearch extends ActivityOwner {
  readonly tell: (makeEvent: () => SearchEvent) => void;
  readonly query: string | ToolSearchOptions | undefined;
  readonly detail: SearchDetailLevel | undefined;
}

/** Searches, and tells listeners and traces of it. */
export async function observeSearch(
  asked: AskedSearch,
  work: () => Promise<ToolSearchResponse>,
): Promise<ToolSearchResponse> {
  const { trace } = asked;
  const options = optionsOf(asked);
  const started = performance.now();
  const span = trace?.tracing.start(
    {
      name: `${EXECUTE_TOOL} ${TOOL}`,
      kind: "INTERNAL",
      attributes: {
        [ATTRIBUTE.operation]: EXECUTE_TOOL,
        [ATTRIBUTE.tool]: TOOL,
        [ATTRIBUTE.toolType]: "function",
        ...(asked.executionId !== undefined && { [ATTRIBUTE.executionId]: asked.executionId }),
      },
    },
    trace.parent(),
  );
  span?.input(ATTRIBUTE.input, options);
  const tell = (found: ToolSearchResponse | undefined, error: unknown): void =>
    asked.tell(() => ({
      executionId: asked.executionId,
      query: options.query ?? "",
      detailLevel: options.detail_level,
      count: found?.results.length ?? 0,
      matches: found?.meta.result_count ?? 0,
      durationMs: performance.now() - started,
      error: found === undefined ? describeError(error) : null,
      errorCode: ToolweaveError.isInstance(error) ? error.code : undefined,
    }));
  try {
    const found = await (span && trace ? trace.tracing.within(span.context, work) : work());
    span?.set({ [ATTRIBUTE.matches]: found.meta.result_count });
    span?.output(found);
    span?.end();
    tell(found, undefined);
    return found;
  } catch (error) {
    const type = ToolweaveError.isInstance(error) ? error.code : OTHER_ERROR;
    span?.end({ type, message: describeError(error) });
    tell(undefined, error);
    throw error;
  }
}

function optionsOf({ query, detail }: AskedSearch): ToolSearchOptions {
  if (typeof query !== "object" || query === null) {
    return { query: textOf(query), detail_level: detail };
  }
  return { ...query, query: textOf(query.query), detail_level: query.detail_level ?? detail };
}

/** What a guest sends may be of any type, an object that cannot become a text too. */
function textOf(query: unknown): string | undefined {
  return query === undefined || typeof query === "string" ? query : describeError(query);
}
