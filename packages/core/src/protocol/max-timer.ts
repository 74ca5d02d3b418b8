/** The longest a timer of JavaScript can run; a longer one would fire at once. */
export const MAX_TIMER_MS = 2_147_483_647;
