/** A list that forgets: bounded by count and by bytes, each item under a number that is never given again. */

export interface RingLimits {
  /** Items. */
  readonly keep: number;
  /** What the items say that they hold. */
  readonly bytes: number;
}

/** Items with the numbers from `oldest` to `last`; with none in it `oldest` is `last + 1`. */
export interface Ring<T> {
  readonly oldest: number;
  /** 0 before there was one. */
  readonly last: number;
  /** True where it holds as many as it may: the next one drives the oldest out. */
  readonly isFull: boolean;
  /** What the items that are in it hold together. */
  readonly bytes: number;
  /** Takes a number for it and forgets the oldest beyond the limits; the youngest stays, whatever it holds. */
  append(item: T, bytes: number): number;
  get(number: number): T | undefined;
  /** Numbers go on. */
  clear(): void;
  resize(limits: RingLimits): void;
}

const FIRST_CAPACITY = 64;

export function createRing<T>(limits: RingLimits): Ring<T> {
  return new ArrayRing<T>(limits);
}

class ArrayRing<T> implements Ring<T> {
  oldest = 1;
  last = 0;
  bytes = 0;
  #limits: RingLimits;
  /** Each item at its number modulo the length. */
  #items: (T | undefined)[];
  #sizes: number[];

  constructor(limits: RingLimits) {
    this.#limits = limits;
    const capacity = Math.min(FIRST_CAPACITY, limits.keep);
    this.#items = new Array<T | undefined>(capacity).fill(undefined);
    this.#sizes = new Array<number>(capacity).fill(0);
  }

  get count(): number {
    return this.last - this.oldest + 1;
  }

  get isFull(): boolean {
    return this.count === this.#limits.keep;
  }

  append(item: T, bytes: number): number {
    const { keep, bytes: most } = this.#limits;
    const { count } = this;
    if (count === keep) this.#forgetOldest();
    else if (count === this.#items.length) this.#move(Math.min(keep, count * 2));
    const number = ++this.last;
    const index = number % this.#items.length;
    this.#items[index] = item;
    this.#sizes[index] = bytes;
    this.bytes += bytes;
    while (this.bytes > most && this.oldest < number) this.#forgetOldest();
    return number;
  }

  get(number: number): T | undefined {
    if (number < this.oldest || number > this.last) return undefined;
    return this.#items[number % this.#items.length];
  }

  clear(): void {
    this.oldest = this.last + 1;
    this.bytes = 0;
    this.#move(Math.min(FIRST_CAPACITY, this.#limits.keep));
  }

  resize(limits: RingLimits): void {
    this.#limits = limits;
    while (this.count > limits.keep) this.#forgetOldest();
    while (this.bytes > limits.bytes && this.oldest < this.last) this.#forgetOldest();
    if (this.#items.length > limits.keep) this.#move(limits.keep);
  }

  #forgetOldest(): void {
    const index = this.oldest % this.#items.length;
    this.bytes -= this.#sizes[index] ?? 0;
    this.#items[index] = undefined;
    this.oldest++;
  }

  /** To arrays of another length; `capacity` must not be below the count. */
  #move(capacity: number): void {
    const items = new Array<T | undefined>(capacity).fill(undefined);
    const sizes = new Array<number>(capacity).fill(0);
    for (let number = this.oldest; number <= this.last; number++) {
      const from = number % this.#items.length;
      items[number % capacity] = this.#items[from];
      sizes[number % capacity] = this.#sizes[from] ?? 0;
    }
    this.#items = items;
    this.#sizes = sizes;
  }
}
