/** The data of three invented services: the same in every run. */

const COUNTRIES = ["NO", "SE", "DE", "FR", "JP"];
const STAGES = ["lead", "proposal", "negotiation", "won", "lost"];
const PEOPLE = ["ada", "bo", "chen", "dana", "emil", "fay", "gus", "hana"];
const COMPONENTS = ["billing", "editor", "search", "sync"];
export const DAY = "2026-11-24";

/** @typedef {Record<string, any> & { id: string }} Item */

/** Everything the services know; a run may change it. */
export function businessWorld() {
  const next = randomNumbers(20261124);
  const pick = (/** @type {string[]} */ list) => /** @type {string} */ (list[next(list.length)]);
  const accounts = items("acc", 160, (i) => ({
    name: `Company ${i}`,
    country: pick(COUNTRIES),
    owner: pick(PEOPLE),
    revenue: 10_000 + next(990_000),
    industry: pick(["retail", "health", "energy"]),
    created_at: `2025-0${1 + next(9)}-1${next(10)}`,
  }));
  const accountIds = accounts.map(({ id }) => id);
  return {
    accounts,
    contacts: items("con", 800, (i) => ({
      name: `Person ${i}`,
      account_id: pick(accountIds),
      country: pick(COUNTRIES),
      email: next(4) === 0 ? null : `person${i}@example.org`,
      phone: `+47 ${10_000_000 + next(9_000_000)}`,
    })),
    deals: items("deal", 800, (i) => ({
      title: `Deal ${i}`,
      account_id: pick(accountIds),
      owner: pick(PEOPLE),
      stage: pick(STAGES),
      value: 1000 * (1 + next(100)),
      expected_close: `2026-12-${10 + next(20)}`,
    })),
    issues: items("iss", 900, (i) => ({
      title: `Issue ${i}`,
      state: next(3) === 0 ? "closed" : "open",
      label: pick(["bug", "feature", "stale", "question"]),
      severity: pick(["low", "normal", "critical"]),
      component: pick(COMPONENTS),
      assignee: pick(PEOPLE),
      account_id: pick(accountIds),
      comments: 0,
    })),
    events: items("evt", 160, (i) => ({
      title: `Meeting ${i}`,
      day: next(2) === 0 ? DAY : "2026-11-25",
      hour: 9 + next(8),
      attendee: pick(PEOPLE),
      account_id: pick(accountIds),
    })),
  };
}

/** @typedef {ReturnType<typeof businessWorld>} World */

/**
 * @param {string} prefix
 * @param {number} count
 * @param {(i: number) => Record<string, unknown>} make
 * @returns {Item[]}
 */
function items(prefix, count, make) {
  return Array.from({ length: count }, (_, i) => ({ id: `${prefix}_${i + 1}`, ...make(i + 1) }));
}

/** @param {number} seed */
function randomNumbers(seed) {
  let state = seed >>> 0;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
