/** Every endpoint of the console; of two that fit a path, the first takes it. */

import type { Endpoint } from '../endpoint.ts';
import { getHealth, getIndex, getOpenApi } from './about.ts';
import { closeConnection, disconnect, listChannels, sendToChannel } from './channels.ts';
import { clearRequests, getRequest, listJournal, listRequests, listUnmatched, streamRequests } from './journal.ts';
import { listProblems, listRoutes, reload, waitForVersion } from './project.ts';
import { reset } from './reset.ts';
import { verifyChecks, verifyExpectations } from './verify.ts';

export const ENDPOINTS: readonly Endpoint[] = [
  getIndex,
  getOpenApi,
  getHealth,
  listProblems,
  listRoutes,
  listChannels,
  sendToChannel,
  disconnect,
  closeConnection,
  listRequests,
  clearRequests,
  streamRequests,
  getRequest,
  listJournal,
  listUnmatched,
  verifyChecks,
  verifyExpectations,
  reload,
  waitForVersion,
  reset,
];
