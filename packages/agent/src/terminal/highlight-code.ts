const TOKENS =
  /(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\b(await|async|break|case|catch|class|const|continue|default|delete|do|else|export|extends|false|finally|for|function|if|in|instanceof|interface|let|new|null|of|return|static|super|switch|this|throw|true|try|type|typeof|undefined|var|void|while|yield)\b|\b(\d[\d_]*(?:\.\d+)?)\b/g;

const DIM = 90;
const GREEN = 32;
const MAGENTA = 35;
const CYAN = 36;

/** Code with the colours of a terminal. */
export function highlightCode(code: string): string {
  return code.replace(TOKENS, (text, comment, string, keyword) => {
    const colour = comment ? DIM : string ? GREEN : keyword ? MAGENTA : CYAN;
    return paint(text, colour);
  });
}

/** Text in a colour, line by line: a terminal may be told the lines one by one. */
export function paint(text: string, colour: number): string {
  return text.replace(/[^\n]+/g, (line) => `\u001b[${colour}m${line}\u001b[39m`);
}
