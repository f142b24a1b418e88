/** Which of the promises by status holds for an answer. */

/** The exact status before its hundred before `DEFAULT`. */
export function ofStatus<T>(promises: ReadonlyMap<string, T>, status: number): T | undefined {
  return promises.get(String(status)) ?? promises.get(`${String(status)[0]}XX`) ?? promises.get('DEFAULT');
}
