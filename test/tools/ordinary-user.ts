/**
 * The superuser may read everything: permissions are tried as somebody else. The folders around must be open to everyone;
 * `mkdtemp` makes them otherwise.
 */
export async function asOrdinaryUser<T>(run: () => T | Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0 || !process.seteuid) return run();
  process.seteuid(65_534);
  try {
    return await run();
  } finally {
    process.seteuid(0);
  }
}
