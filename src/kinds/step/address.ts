/** Who a frame goes to: `sender`, `others`, `room`, `room:NAME`, `user:NAME` or `everyone`. */

import type { Address } from '../../core/channel.ts';
import { ExpressionError } from '../../core/errors.ts';
import { didYouMean } from '../../core/nearest.ts';
import type { Place } from '../../core/problem.ts';
import type { Runtime, Scope } from '../../core/runtime.ts';
import { shorten } from '../../core/shorten.ts';
import type { StepScope } from './step-kind.ts';

export interface AddressPlan {
  readonly uses: ReadonlySet<string>;
  /** The address, when every event has the same. */
  readonly constant: Address | undefined;
  /** Throws ExpressionError. */
  render(scope: Scope, runtime: Runtime): Address;
}

const WORDS = ['sender', 'others', 'room', 'everyone'] as const;
const FORMS = 'sender, others, room, room:NAME, user:NAME or everyone';

/** Reports problems. What stands before the first `${` decides the form: what came with a message cannot change it. */
export function compileAddress(written: string, place: Place, scope: StepScope): AddressPlan | undefined {
  const text = scope.text(written, place);
  if (!text) return undefined;
  const spaced = /^(room|user):\s+/.exec(written);
  if (spaced) {
    const hint = `did you mean "${spaced[1]}:${written.slice(spaced[0].length)}"?`;
    scope.report(place.problem('wrong-value', `"${written}" has a space behind its colon`, { hint }));
    return undefined;
  }
  if (text.constant !== undefined) {
    const constant = literalAddress(text.constant, place, scope);
    return constant && { uses: text.uses, constant, render: () => constant };
  }
  const origin = place.origin();
  const { sender } = scope;
  const form = /^(room|user):/.exec(written)?.[1];
  const toAddress = form === undefined ? parseAddress : (rendered: string) => named(form, rendered.slice(5));
  return {
    uses: text.uses,
    constant: undefined,
    render(values, runtime) {
      const rendered = text.render(values, runtime);
      const address = toAddress(rendered);
      if (!address) throw new ExpressionError(`${shorten(rendered)} is no address; it must be ${FORMS}`, origin);
      if (sender === 'none' && isOfSender(address)) {
        throw new ExpressionError(`a timer has no "${address.to}"`, origin);
      }
      return address;
    },
  };
}

function literalAddress(text: string, place: Place, scope: StepScope): Address | undefined {
  const address = parseAddress(text);
  if (!address) {
    const form = /^(room|user):$/.exec(text)?.[1];
    const message = form === undefined ? `there is no address "${text}"` : `"${text}" names no ${form}`;
    scope.report(place.problem('wrong-value', message, { hint: form === undefined ? hintFor(text) : example(form) }));
    return undefined;
  }
  if (scope.sender === 'none' && isOfSender(address)) {
    const message = `a timer has no "${text}": it runs once for each room, not for a connection`;
    scope.report(place.problem('wrong-value', message, { hint: 'write room, room:NAME, user:NAME or everyone' }));
    return undefined;
  }
  if (scope.sender === 'gone' && address.to === 'sender') {
    const hint = 'when "leave" runs, the connection is gone';
    scope.report(place.problem('wrong-value', 'the sender does not hear this', { hint, severity: 'warning' }));
  }
  return address;
}

/** Undefined for what is no address, or names nobody. */
function parseAddress(text: string): Address | undefined {
  const word = WORDS.find((item) => item === text);
  if (word !== undefined) return { to: word };
  const form = /^(room|user):/.exec(text)?.[1];
  return form === undefined ? undefined : named(form, text.slice(5));
}

function named(form: string, name: string): Address | undefined {
  if (name === '') return undefined;
  return form === 'room' ? { to: 'room-named', room: name } : { to: 'user', user: name };
}

function isOfSender({ to }: Address): boolean {
  return to === 'sender' || to === 'others';
}

function example(form: string): string {
  return form === 'room' ? 'write "room:lobby", or "room" for those in the sender’s own' : 'write "user:ann"';
}

/** Words of other tools. */
const FOREIGN: Readonly<Record<string, string>> = {
  all: 'write room, or everyone for the whole channel',
  broadcast: 'write room, or others for all but the sender',
  channel: 'write everyone',
  self: 'write sender',
  me: 'write sender',
  client: 'write sender',
};

function hintFor(text: string): string {
  const form = /^([^:\s]*)\s*:\s*(.*)$/s.exec(text);
  if (form) {
    const [, word = '', name = ''] = form;
    const meant = didYouMean(word, ['room', 'user'])?.match(/"(.*)"/)?.[1] ?? (/^(room|user)$/.test(word) ? word : '');
    return meant === '' ? `it must be ${FORMS}` : `did you mean "${meant}:${name}"?`;
  }
  const foreign = Object.hasOwn(FOREIGN, text) ? FOREIGN[text] : undefined;
  const isName = /^[\w.-]+$/.test(text);
  return (
    foreign ??
    didYouMean(text, WORDS) ??
    (isName ? `a room is written "room:${text}", a user "user:${text}"` : `it must be ${FORMS}`)
  );
}
