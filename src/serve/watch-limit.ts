/** Says what to do when the system has no more watches to give. */

/** A sentence for people, or undefined when the error is of another kind. `pollMs`: how often we look ourselves then. */
export function limitMessage(error: Error, pollMs: number): string | undefined {
  const code = 'code' in error ? error.code : undefined;
  const meanwhile = `until then folders are looked at every ${pollMs} ms`;
  if (code === 'ENOSPC') {
    return `the system's limit of watched folders is reached; raise it with "sysctl fs.inotify.max_user_watches=524288"; ${meanwhile}`;
  }
  if (code === 'EMFILE' || code === 'ENFILE') {
    return `the system has no more file descriptors for watching; raise them with "ulimit -n 65536" and "sysctl fs.inotify.max_user_instances=512"; ${meanwhile}`;
  }
  return undefined;
}
