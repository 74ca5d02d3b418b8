/** As many names as are looked through before long. */
const FEW = 16;

/** A list of names that finds one as soon among many as among few. */
export class NameList extends Array<string> {
  readonly #names = new Set<string>();

  /** The list itself while it is short, and one of these once it is not. */
  static grown(names: string[]): string[] {
    if (names.length < FEW || names instanceof NameList) return names;
    const list = new NameList();
    for (const name of names) list.push(name);
    return list;
  }

  override push(name: string): number {
    this.#names.add(name);
    return super.push(name);
  }

  override indexOf(name: string): number {
    return this.#names.has(name) ? super.indexOf(name) : -1;
  }
}
