/** The public API: a mock inside your own process. */

export type { ChannelHandle } from './api/channel-handle.ts';
export type {
  BinaryShape,
  ChannelEventsShape,
  ChannelLimitsShape,
  ChannelShape,
  MessageRuleShape,
  SendShape,
  StepShape,
  TimerShape,
} from './api/channel-shape.ts';
export { createMockApi } from './api/create.ts';
export type { MessageFilter } from './api/message-filter.ts';
export type { Added, CheckInput, MockApi, RouteInfo, VerifyOptions, WaitOptions } from './api/mock-api.ts';
export type { MockApiOptions } from './api/options.ts';
export type { JsonSchemaShape, SchemaKeywords, TypeName } from './api/schema-shape.ts';
export type {
  AnswerShape,
  BodyShape,
  CaseShape,
  Channels,
  ConditionShape,
  CookieShape,
  EnvelopeAnswer,
  EnvelopeParts,
  EnvelopeShape,
  FileShape,
  HandshakeParamsShape,
  HeadersShape,
  Method,
  ParameterErrorShape,
  ParameterSchema,
  ParameterShape,
  ParamsShape,
  RouteFileShape,
  RouteKey,
  RouteShape,
  Routes,
  SourceShape,
} from './api/shapes.ts';
export { VerificationError } from './api/verification-error.ts';
export { SpecError } from './core/errors.ts';
export type { Issue } from './core/issue.ts';
export type { Json, JsonObject } from './core/json.ts';
export type { Origin } from './core/origin.ts';
export type { Excerpt, Problem, Severity } from './core/problem.ts';
export type { ProblemCode } from './core/problem-codes.ts';
export type { ParamSource } from './core/source.ts';
export type {
  CloseRecord,
  ConnectRecord,
  JournalRecord,
  Outcome,
  ReceivedRecord,
  RecordedAnswer,
  RecordedBody,
  RecordedExplanation,
  RecordedMessage,
  RequestRecord,
  SentRecord,
} from './journal/record.ts';
export type {
  CheckResult,
  CheckSpec,
  CloseRequest,
  InvalidCheckSpec,
  OrderCheckSpec,
  RequestCheckSpec,
  RequestFilterSpec,
  RequestSelector,
  TimesSpec,
  UnmatchedCheckSpec,
} from './journal/verify/index.ts';
export type { ChannelState, ConnectionState, HowToLeave, RoomState, WhoLeaves } from './serve/channels/control.ts';
export { ListenError } from './serve/listen.ts';
