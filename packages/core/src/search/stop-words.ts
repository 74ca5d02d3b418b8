/** Words that say nothing about a tool: of grammar, and of polite requests. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    "a an and are as at be been being but by did do does for from had has have having he her hers him " +
    "his i if in into is it its me mine my no nor not of on onto or our ours out over she so than that " +
    "the their them then there these they this those through to too under until up upon us was we were " +
    "what when where which while who whom whose why will with within without you your yours am also any " +
    "all both each some such very just here let lets s t d m ll re ve don doesn didn isn aren cant won " +
    "please kindly thank thanks hello hi hey can could would should may might must shall like want wants " +
    "wanted wish need needs needed lastly finally firstly secondly additionally furthermore moreover"
  ).split(" "),
);
