/** A test for names by a pattern in which `*` stands for any number of characters. */
export function namePattern(pattern: string): (name: string) => boolean {
  const parts = pattern.split("*");
  if (parts.length === 1) return (name) => name === pattern;
  const [first = "", ...rest] = parts;
  const last = rest.pop() ?? "";
  return (name) => {
    if (name.length < first.length + last.length) return false;
    if (!name.startsWith(first) || !name.endsWith(last)) return false;
    // The first place where a part fits leaves most room for the others, so there is no going back.
    let at = first.length;
    for (const part of rest) {
      const found = name.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= name.length - last.length;
  };
}

/** The same for what restricts: the pattern may be written in any Unicode normal form. */
export function anyFormPattern(pattern: string): (name: string) => boolean {
  const matches = namePattern(pattern);
  const normal = pattern.normalize("NFC");
  if (normal === pattern) return matches;
  const matchesNormal = namePattern(normal);
  return (name) => matches(name) || matchesNormal(name);
}
