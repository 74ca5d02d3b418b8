/** As many names as are looked through before long. */
const FEW = 16;

/** A list of names that finds one as soon among many as among few. */
export class NameList extends Array<string> {
  #names: Set<string> | undefined;

  override push(name: string): number {
    const length = super.push(name);
    if (length === FEW) this.#names = new Set(this);
    else this.#names?.add(name);
    return length;
  }

  override indexOf(name: string): number {
    return this.#names?.has(name) === false ? -1 : super.indexOf(name);
  }
}
