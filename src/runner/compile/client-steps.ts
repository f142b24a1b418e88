/** WebSocket clients of a case, and what they do in a step. */

import { isJsonObject } from '../../core/json.ts';
import { compileTemplate, compileText } from '../../expression/index.ts';
import { compileBinary } from '../../kinds/step/binary.ts';
import type { ClientActionSpec, ClientSpec, ClientStepSpec } from '../../spec/suite-spec.ts';
import type { ClientAction, ClientStep, PreparedHandshake, TestClient } from '../compiled-suite.ts';
import { readBytes } from '../files.ts';
import { compileExpectation } from './expectation.ts';
import { compileHeaders } from './headers.ts';
import { combined } from './made.ts';
import { compileMessage } from './message.ts';
import { PrepareError } from './prepare-error.ts';
import type { StepContext } from './request.ts';
import { compileSaves } from './saves.ts';
import type { StepNames } from './step-names.ts';
import { compileTarget } from './target.ts';

/** `names` are those of the end of its case: nobody knows which step opens it. Undefined when a problem was reported. */
export function compileClient(
  { name, place, ws, params, protocols }: ClientSpec,
  names: StepNames,
): TestClient | undefined {
  const context = names.asked();
  const origin = ws.place.origin();
  const target = compileTarget(ws, params, context);
  const headers = compileHeaders(params, origin, context);
  if (!target || !headers) return undefined;
  const handshake = combined({ target, headers }, (values): PreparedHandshake => ({ ...values, protocols }));
  return {
    name,
    origin: place.origin({ part: 'key' }),
    prepare(scope, runtime) {
      const prepared = handshake.make(scope, runtime);
      if (/^(\/|(wss?|https?):\/\/)/i.test(prepared.target)) return prepared;
      throw new PrepareError(
        `"${prepared.target}" is neither a path nor a URL: it has to begin with / or ws://`,
        origin,
      );
    },
  };
}

/** Undefined when a problem was reported. */
export function compileClientStep(spec: ClientStepSpec, context: StepContext): ClientStep | undefined {
  const { place, clients } = spec;
  const { names } = context;
  const action = compileAction(spec.action, context);
  const isOpening = spec.action.do === 'open';
  if (isOpening) names.noteAnswer();
  const save = compileSaves(spec.save, names, () => (isOpening ? names.answered() : names.heard()));
  if (!action || !save) return undefined;
  const title = `${clients.join(', ')}: ${spec.action.do}`;
  return { kind: 'client', origin: place.origin({ part: 'key' }), title, clients, action, save };
}

function compileAction(spec: ClientActionSpec, context: StepContext): ClientAction | undefined {
  const { names, schemas } = context;
  switch (spec.do) {
    case 'open': {
      const expect = compileExpectation(spec.expect, { expressions: names.answered(), schemas });
      return expect && { do: 'open', expect };
    }
    case 'send':
      return compileSend(spec, context);
    case 'receive':
    case 'next':
    case 'closed': {
      const expect = compileMessage(spec.expect, { expressions: names.heard(), schemas });
      return expect && { do: spec.do, withinMs: spec.withinMs, expect };
    }
    case 'silent':
    case 'close':
      return spec;
  }
}

type Sending = ClientAction & { readonly do: 'send' };

function compileSend(
  { frame, value: { value, place } }: ClientActionSpec & { readonly do: 'send' },
  { names, exists }: StepContext,
): Sending | undefined {
  const context = names.asked();
  if (frame === 'json') {
    const tree = compileTemplate(value, place, context);
    return tree && { do: 'send', frame: (scope, runtime) => ({ data: tree.stringify(scope, runtime) }) };
  }
  if (frame === 'text') {
    const text = compileText(String(value), place, context);
    return text && { do: 'send', frame: (scope, runtime) => ({ data: text.render(scope, runtime) }) };
  }
  const bytes = compileBinary(isJsonObject(value) ? value : {}, place, {
    report: context.report,
    template: (item, at) => compileTemplate(item, at, context),
    text: (item, at) => compileText(item, at, context),
    exists,
    sender: 'none',
    holdFrame: (plan) => plan,
  });
  return (
    bytes && {
      do: 'send',
      frame(scope, runtime) {
        const sent = bytes.render(scope, runtime);
        if (sent.kind === 'file') return { data: readBytes(sent.path) };
        return { data: sent.kind === 'binary' ? sent.bytes : sent.text };
      },
    }
  );
}
