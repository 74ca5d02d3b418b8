/** Three services as MCP servers in this process: a CRM, an issue tracker and a calendar. */
import { createToolServer } from "@toolweave/core";

/** Lists come in pages, as those of real services do. */
const PAGE = 20;

/** What services have beside what our tasks are about: tools that have to be looked through. */
const OTHERS = {
  crm: "activity,campaign,currency,document,email_template,forecast,invoice,lead_source,line_item,note,order,pipeline,price_book,product,quote,reminder,report,segment,subscription,task,team,territory,ticket,webhook",
  tracker:
    "attachment,board,branch,build,check,commit,epic,filter,milestone,notification,project,pull_request,release,sprint,worklog",
  calendar:
    "availability,calendar,holiday,location,reminder_rule,resource,room,working_hours,poll,attendance,conference_link,travel_time",
};

const FIELDS = {
  account: { name: "string", country: "string", owner: "string", revenue: "number" },
  contact: { name: "string", account_id: "string", country: "string", email: "string" },
  deal: {
    title: "string",
    account_id: "string",
    owner: "string",
    stage: "string",
    value: "number",
  },
  issue: {
    title: "string",
    state: "string",
    label: "string",
    severity: "string",
    component: "string",
    assignee: "string",
    account_id: "string",
  },
  event: {
    title: "string",
    day: "string",
    hour: "number",
    attendee: "string",
    account_id: "string",
  },
};

/**
 * @typedef {import("./business-world.mjs").Item} Item
 * @typedef {import("@toolweave/core").InProcessTool} Tool
 */

/** @param {import("./business-world.mjs").World} world */
export function businessServers(world) {
  const comment = tool(
    "add_issue_comment",
    "Adds a comment to an issue",
    { id: string("The issue's id"), text: string("The comment") },
    ["id", "text"],
    ({ id }) => {
      const issue = find(world.issues, id);
      issue.comments++;
      return issue;
    },
  );
  return {
    crm: createToolServer("crm", [
      ...entityTools("account", world.accounts),
      ...entityTools("contact", world.contacts),
      ...entityTools("deal", world.deals),
      ...otherTools(OTHERS.crm),
    ]),
    tracker: createToolServer("tracker", [
      ...entityTools("issue", world.issues),
      comment,
      ...otherTools(OTHERS.tracker),
    ]),
    calendar: createToolServer("calendar", [
      ...entityTools("event", world.events),
      ...otherTools(OTHERS.calendar),
    ]),
  };
}

/** @param {string} names */
function otherTools(names) {
  return names.split(",").flatMap((name) => entityTools(name, []));
}

/**
 * @param {string} entity
 * @param {Item[]} items
 * @returns {Tool[]}
 */
function entityTools(entity, items) {
  const fields = FIELDS[/** @type {keyof typeof FIELDS} */ (entity)] ?? {
    name: "string",
    description: "string",
    owner: "string",
  };
  const words = entity.replaceAll("_", " ");
  const properties = Object.fromEntries(
    Object.entries(fields).map(([field, type]) => [
      field,
      { type, description: `The ${words}'s ${field.replaceAll("_", " ")}` },
    ]),
  );
  const id = string(`The ${words}'s id`);
  const cursor = string("Where to go on: next_cursor of the page before");
  return [
    tool(
      `list_${entity}s`,
      `Lists ${words}s, ${PAGE} to a page, those whose fields equal what is given. Answers {items, next_cursor}; the last page has no next_cursor.`,
      { ...properties, cursor },
      [],
      (args) => page(items, args),
    ),
    tool(`get_${entity}`, `Gets one ${words} by its id`, { id }, ["id"], (args) =>
      find(items, args.id),
    ),
    tool(
      `create_${entity}`,
      `Creates a ${words} and answers with it`,
      properties,
      Object.keys(properties).slice(0, 1),
      (args) => {
        const item = { id: `${entity}_new_${items.length + 1}`, ...args };
        items.push(item);
        return item;
      },
    ),
    tool(
      `update_${entity}`,
      `Changes fields of a ${words}; what is not given stays. Answers with the ${words}.`,
      { id, ...properties },
      ["id"],
      (args) => Object.assign(find(items, args.id), args),
    ),
    tool(`delete_${entity}`, `Deletes a ${words} for good`, { id }, ["id"], (args) => {
      items.splice(items.indexOf(find(items, args.id)), 1);
      return { deleted: args.id };
    }),
  ];
}

/**
 * @param {Item[]} items
 * @param {Record<string, any>} args
 */
function page(items, { cursor, ...filter }) {
  const found = items.filter((item) =>
    Object.entries(filter).every(([field, value]) => item[field] === value),
  );
  const start = cursor === undefined ? 0 : Number(cursor);
  const end = start + PAGE;
  return {
    items: found.slice(start, end),
    ...(end < found.length && { next_cursor: String(end) }),
  };
}

/**
 * @param {Item[]} items
 * @param {unknown} id
 */
function find(items, id) {
  const item = items.find((candidate) => candidate.id === id);
  if (item === undefined) throw new Error(`there is nothing with the id ${String(id)}`);
  return item;
}

/** @param {string} description */
function string(description) {
  return { type: "string", description };
}

/**
 * @param {string} name
 * @param {string} description
 * @param {Record<string, unknown>} properties
 * @param {string[]} required
 * @param {(args: Record<string, any>) => unknown} handle
 * @returns {Tool}
 */
function tool(name, description, properties, required, handle) {
  return {
    name,
    description,
    inputSchema: { type: "object", properties, required, additionalProperties: false },
    handler: (args) => ({ content: [{ type: "text", text: JSON.stringify(handle(args)) }] }),
  };
}
