// What somebody is about to order.
export class Cart {
  #lines = new Map();

  put(thing, count = 1) {
    if (!Number.isInteger(count) || count < 1) throw new RangeError(`expected a count, found ${count}`);
    this.#lines.set(thing, (this.#lines.get(thing) ?? 0) + count);
    return this;
  }

  drop(thing) {
    return this.#lines.delete(thing);
  }

  get count() {
    return [...this.#lines.values()].reduce((sum, n) => sum + n, 0);
  }
}
