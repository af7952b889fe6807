/** Events ordered by time; those at the same time in order of insertion. */
export class Heap<T> {
  private readonly entries: { readonly at: number; readonly order: number; readonly event: T }[] = [];
  private count = 0;

  public push(at: number, event: T): void {
    const { entries } = this;
    entries.push({ at, order: this.count++, event });
    for (let index = entries.length - 1; index > 0;) {
      const parent = Math.floor((index - 1) / 2);
      if (!this.before(index, parent)) {
        break;
      }
      this.swap(index, parent);
      index = parent;
    }
  }

  public pop(): { readonly at: number; readonly event: T } | undefined {
    const { entries } = this;
    const first = entries[0];
    const last = entries.pop();
    if (entries.length > 0 && last !== undefined) {
      entries[0] = last;
      for (let index = 0; ;) {
        // No lists here: a simulation has millions of events.
        const left = this.earlier(index, 2 * index + 1);
        const smallest = this.earlier(left, 2 * index + 2);
        if (smallest === index) {
          break;
        }
        this.swap(index, smallest);
        index = smallest;
      }
    }
    return first;
  }

  /** The earlier of two entries; the second may not exist. */
  private earlier(index: number, other: number): number {
    return other < this.entries.length && this.before(other, index) ? other : index;
  }

  private before(left: number, right: number): boolean {
    const one = this.entries[left];
    const other = this.entries[right];
    return one.at < other.at || (one.at === other.at && one.order < other.order);
  }

  private swap(left: number, right: number): void {
    [this.entries[left], this.entries[right]] = [this.entries[right], this.entries[left]];
  }
}
