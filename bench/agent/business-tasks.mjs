/** Tasks in the CRM, the issue tracker and the calendar. */
import { DAY } from "./business-world.mjs";
import { allPages, coded, sumBy } from "./recording-parts.mjs";

/** @typedef {import("./task.mjs").Task} Task */

const SORTED = "Object.fromEntries(Object.entries(sums).sort(([a], [b]) => (a < b ? -1 : 1)))";

/** @type {Task[]} */
export const BUSINESS_TASKS = [
  {
    name: "revenue of won deals by owner",
    servers: ["crm"],
    prompt: "What is the value of the won deals of each owner? Answer with a JSON object.",
    expected: ({ deals }) =>
      sumBy(
        deals.filter(({ stage }) => stage === "won"),
        ({ owner }) => owner,
        ({ value }) => value,
      ),
    code: coded(
      ["list deals"],
      `const sums = {};
for (const { owner, value } of await all(crm.list_deals, { stage: "won" })) sums[owner] = (sums[owner] ?? 0) + value;
return ${SORTED};`,
      { pages: true },
    ),
    *direct() {
      const deals = yield* allPages("list_deals", { stage: "won" });
      return JSON.stringify(
        sumBy(
          deals,
          ({ owner }) => owner,
          ({ value }) => value,
        ),
      );
    },
  },
  {
    name: "contacts without e-mail",
    servers: ["crm"],
    prompt:
      "How many contacts in Norway (NO) have no e-mail address, and what are the ids of the first three? Answer with JSON: {count, first}.",
    expected: ({ contacts }) => {
      const ids = contacts
        .filter(({ country, email }) => country === "NO" && email === null)
        .map(({ id }) => id);
      return { count: ids.length, first: ids.slice(0, 3) };
    },
    code: coded(
      ["list contacts"],
      `const ids = (await all(crm.list_contacts, { country: "NO" })).filter(({ email }) => !email).map(({ id }) => id);
return { count: ids.length, first: ids.slice(0, 3) };`,
      { pages: true },
    ),
    *direct() {
      const contacts = yield* allPages("list_contacts", { country: "NO" });
      const ids = contacts.filter(({ email }) => email === null).map(({ id }) => id);
      return JSON.stringify({ count: ids.length, first: ids.slice(0, 3) });
    },
  },
  {
    name: "promote large proposals",
    servers: ["crm"],
    prompt:
      'Move every deal in the stage "proposal" with a value over 80000 to "negotiation". Answer with JSON: {moved}, the number of deals.',
    expected: ({ deals }) => ({
      moved: deals.filter(({ stage, value }) => stage === "proposal" && value > 80_000).length,
    }),
    holds: ({ deals }) =>
      deals.every(({ stage, value }) => stage !== "proposal" || value <= 80_000),
    code: coded(
      ["list deals", "update deal"],
      `const large = (await all(crm.list_deals, { stage: "proposal" })).filter(({ value }) => value > 80000);
await Promise.all(large.map(({ id }) => crm.update_deal({ id, stage: "negotiation" })));
return { moved: large.length };`,
      { pages: true },
    ),
    *direct() {
      const deals = yield* allPages("list_deals", { stage: "proposal" });
      const large = deals.filter(({ value }) => value > 80_000);
      yield large.map(({ id }) => ({
        name: "update_deal",
        args: { id, stage: "negotiation" },
      }));
      return JSON.stringify({ moved: large.length });
    },
  },
  {
    name: "open bugs by component",
    servers: ["tracker"],
    prompt:
      "How many open issues labelled bug does each component have? Answer with a JSON object.",
    expected: ({ issues }) =>
      sumBy(
        issues.filter(({ state, label }) => state === "open" && label === "bug"),
        ({ component }) => component,
      ),
    code: coded(
      ["list issues"],
      `const sums = {};
for (const { component } of await all(tracker.list_issues, { state: "open", label: "bug" })) sums[component] = (sums[component] ?? 0) + 1;
return ${SORTED};`,
      { pages: true },
    ),
    *direct() {
      const issues = yield* allPages("list_issues", { state: "open", label: "bug" });
      return JSON.stringify(sumBy(issues, ({ component }) => component));
    },
  },
  {
    name: "close stale issues",
    servers: ["tracker"],
    prompt:
      'Close every open issue labelled stale of the component search, and add the comment "Closed as stale." to each. Answer with JSON: {closed}, their number.',
    expected: ({ issues }) => ({ closed: issues.filter(isStale).length }),
    holds: ({ issues }) => !issues.some(isStale),
    code: coded(
      ["list issues", "update issue", "comment on issue"],
      `const stale = await all(tracker.list_issues, { state: "open", label: "stale", component: "search" });
await Promise.all(stale.flatMap(({ id }) => [
  tracker.add_issue_comment({ id, text: "Closed as stale." }),
  tracker.update_issue({ id, state: "closed" }),
]));
return { closed: stale.length };`,
      { pages: true },
    ),
    *direct() {
      const filter = { state: "open", label: "stale", component: "search" };
      const stale = yield* allPages("list_issues", filter);
      yield stale.flatMap(({ id }) => [
        { name: "add_issue_comment", args: { id, text: "Closed as stale." } },
        { name: "update_issue", args: { id, state: "closed" } },
      ]);
      return JSON.stringify({ closed: stale.length });
    },
  },
  {
    name: "meetings of those with critical issues",
    servers: ["tracker", "calendar"],
    prompt: `How many meetings does each assignee of an open critical issue have on ${DAY}? Answer with a JSON object.`,
    expected: ({ issues, events }) => {
      const open = issues.filter(
        (issue) => issue.state === "open" && issue.severity === "critical",
      );
      const people = [...new Set(open.map(({ assignee }) => assignee))].sort();
      const meetings = (/** @type {string} */ person) =>
        events.filter(({ attendee, day }) => attendee === person && day === DAY).length;
      return Object.fromEntries(people.map((person) => [person, meetings(person)]));
    },
    code: coded(
      ["list issues", "list events of the calendar"],
      `const issues = await all(tracker.list_issues, { state: "open", severity: "critical" });
const people = [...new Set(issues.map(({ assignee }) => assignee))].sort();
const counts = await Promise.all(people.map(async (attendee) => [attendee, (await all(calendar.list_events, { attendee, day: "${DAY}" })).length]));
return Object.fromEntries(counts);`,
      { pages: true },
    ),
    *direct() {
      const issues = yield* allPages("list_issues", { state: "open", severity: "critical" });
      const people = [...new Set(issues.map(({ assignee }) => assignee))].sort();
      // Nobody has more meetings in a day than a page holds.
      const pages = yield people.map((attendee) => ({
        name: "list_events",
        args: { attendee, day: DAY },
      }));
      const counts = pages.map((text) => JSON.parse(text).items.length);
      return JSON.stringify(Object.fromEntries(people.map((person, i) => [person, counts[i]])));
    },
  },
  {
    name: "a slot for three",
    servers: ["calendar"],
    prompt: `Find the first full hour from 9 to 16 on ${DAY} at which ada, bo and chen are all free, and create an event "Sync" of ada's then. Answer with JSON: {hour}.`,
    expected: ({ events }) => ({ hour: freeHour(events) }),
    holds: ({ events }) => events.some(({ title, day }) => title === "Sync" && day === DAY),
    code: coded(
      ["list events", "create event"],
      `const busy = new Set((await Promise.all(["ada", "bo", "chen"].map((attendee) => calendar.list_events({ attendee, day: "${DAY}" })))).flatMap(({ items }) => items.map(({ hour }) => hour)));
const hour = [9, 10, 11, 12, 13, 14, 15, 16].find((hour) => !busy.has(hour)) ?? null;
await calendar.create_event({ title: "Sync", attendee: "ada", day: "${DAY}", ...(hour && { hour }) });
return { hour };`,
    ),
    *direct() {
      const pages = yield ["ada", "bo", "chen"].map((attendee) => ({
        name: "list_events",
        args: { attendee, day: DAY },
      }));
      const hour = freeHour(pages.flatMap((text) => JSON.parse(text).items));
      yield [
        {
          name: "create_event",
          args: { title: "Sync", attendee: "ada", day: DAY, ...(hour && { hour }) },
        },
      ];
      return JSON.stringify({ hour });
    },
  },
  {
    name: "the largest accounts",
    servers: ["crm", "tracker", "calendar"],
    prompt:
      "Of the five accounts with the most revenue: how many open issues and how many meetings does each have? Answer with a JSON object: {name: [issues, meetings]}, the largest account first.",
    expected: ({ accounts, issues, events }) =>
      Object.fromEntries(
        largest(accounts).map(({ id, name }) => [
          name,
          [
            issues.filter(({ account_id, state }) => account_id === id && state === "open").length,
            events.filter(({ account_id }) => account_id === id).length,
          ],
        ]),
      ),
    code: coded(
      ["list accounts", "list issues", "list events of the calendar"],
      `const top = (await all(crm.list_accounts)).sort((a, b) => b.revenue - a.revenue).slice(0, 5);
const rows = await Promise.all(top.map(async ({ id: account_id, name }) => {
  const [issues, events] = await Promise.all([all(tracker.list_issues, { account_id, state: "open" }), all(calendar.list_events, { account_id })]);
  return [name, [issues.length, events.length]];
}));
return Object.fromEntries(rows);`,
      { pages: true },
    ),
    *direct() {
      const top = largest(yield* allPages("list_accounts"));
      // No account has more of either than a page holds.
      const pages = yield top.flatMap(({ id: account_id }) => [
        { name: "list_issues", args: { account_id, state: "open" } },
        { name: "list_events", args: { account_id } },
      ]);
      const counts = pages.map((text) => JSON.parse(text).items.length);
      const rows = top.map(({ name }, i) => [name, counts.slice(2 * i, 2 * i + 2)]);
      return JSON.stringify(Object.fromEntries(rows));
    },
  },
];

function isStale(/** @type {Record<string, unknown>} */ { state, label, component }) {
  return state === "open" && label === "stale" && component === "search";
}

/** @param {Record<string, any>[]} events */
function freeHour(events) {
  const three = events.filter(
    ({ attendee, day }) => ["ada", "bo", "chen"].includes(attendee) && day === DAY,
  );
  const busy = new Set(three.map(({ hour }) => hour));
  return [9, 10, 11, 12, 13, 14, 15, 16].find((hour) => !busy.has(hour)) ?? null;
}

/** @param {Record<string, any>[]} accounts */
function largest(accounts) {
  return accounts.toSorted((a, b) => b.revenue - a.revenue).slice(0, 5);
}
