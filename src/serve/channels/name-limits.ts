/** How long names may be and how many rooms a connection may be in: clients choose both, and the mock remembers them. */

import { RequestError } from '../../core/errors.ts';
import { shorten } from '../../core/shorten.ts';

const MAX_NAME_LENGTH = 1000;
const MAX_ROOMS = 100;

/** Why a connection cannot be this user in these rooms (400). */
export function nameRefusal(user: string, rooms: readonly string[]): RequestError | undefined {
  if (user.length > MAX_NAME_LENGTH) return tooLong('user', user);
  const long = rooms.find((room) => room.length > MAX_NAME_LENGTH);
  if (long !== undefined) return tooLong('room', long);
  if (rooms.length <= MAX_ROOMS) return undefined;
  return new RequestError(400, 'malformed', `a connection is in at most ${MAX_ROOMS} rooms, not in ${rooms.length}`);
}

function tooLong(what: string, name: string): RequestError {
  const text = `the ${what} ${shorten(name, 40)} has ${name.length} characters; a name has at most ${MAX_NAME_LENGTH}`;
  return new RequestError(400, 'malformed', text);
}
