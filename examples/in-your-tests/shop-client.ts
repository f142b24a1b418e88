/** A small client of a shop, as a front end has one: what the tests beside it test. */

export interface Order {
  readonly id: number;
  readonly item: string;
}

/** Orders at the shop under an address. */
export function createShopClient(address: string) {
  return {
    /** Rejects with the shop's own words when it refuses. */
    async order(item: string, quantity: number): Promise<Order> {
      const response = await fetch(`${address}/orders`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ item, quantity }),
      });
      const { message, data } = (await response.json()) as { readonly message: string; readonly data: Order };
      if (!response.ok) throw new Error(message);
      return data;
    },
  };
}
