/** What came of a reload, in the words of the log. */

import type { Logger } from '../core/logger.ts';
import type { ReloadReport } from './reload.ts';

export function tellReload(report: ReloadReport, log: Logger): void {
  const { published, found, mended, needsRestart } = report;
  for (const file of mended) log.info('mended', { file });
  if (published) {
    const { version, added, changed, removed, ms } = published;
    log.info(`reloaded v${version}: +${added} ~${changed} -${removed} in ${Math.round(ms)} ms`);
  }
  const errors = found.filter((problem) => problem.severity === 'error').length;
  if (errors > 0) log.error('a change has errors; the last good version of each file goes on', { errors });
  for (const reason of needsRestart) log.warn('a setting takes effect at the next start', { reason });
}
