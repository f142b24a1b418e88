/** Invented numbers: within the limits, near to what people would write. */

import type { JsonObject } from '../../core/json.ts';
import { type Random, randomInteger } from '../../core/random.ts';

/** Without limits, numbers are from 1 to this. */
const USUAL = 100;

/** A whole number for a merged schema. */
export function inventInteger(schema: JsonObject, random: Random): number {
  const { low, high } = limits(schema);
  const step = schema.multipleOf as number | undefined;
  if (step !== undefined && step !== 1) {
    for (let tries = 0; tries < 50; tries++) {
      const found = inventMultiple(
        { low, high, step: Number.isInteger(step) ? step : step * 10 ** decimalsOf(step) },
        random,
      );
      if (Number.isInteger(found)) return found;
    }
  }
  const [from, to] = [Math.ceil(low), Math.floor(high)];
  const least = low === from && schema.exclusiveMinimum === from ? from + 1 : from;
  const most = high === to && schema.exclusiveMaximum === to ? to - 1 : to;
  return randomInteger(random, least, Math.max(least, most));
}

/** Any number for a merged schema: with two decimals where there is room for them. */
export function inventNumber(schema: JsonObject, random: Random): number {
  if (schema.format === 'int32' || schema.format === 'int64') return inventInteger(schema, random);
  const { low, high } = limits(schema);
  const step = schema.multipleOf as number | undefined;
  if (step !== undefined) return inventMultiple({ low, high, step }, random);
  // Away from both ends, which may be excluded.
  const exact = low + (high - low) * (0.05 + 0.9 * random.next());
  const round = Math.round(exact * 100) / 100;
  return round > low && round < high ? round : low === high ? low : exact;
}

function inventMultiple(
  { low, high, step }: { readonly low: number; readonly high: number; readonly step: number },
  random: Random,
): number {
  const [from, to] = [Math.ceil(low / step - 1e-9), Math.floor(high / step + 1e-9)];
  const steps = randomInteger(random, from, Math.max(from, Math.min(to, from + USUAL)));
  return Number((steps * step).toFixed(Math.min(decimalsOf(step), 100)));
}

/** The ends of an `int32`. */
const INT32 = 2 ** 31;

function limits(schema: JsonObject): { readonly low: number; readonly high: number } {
  const { low, high } = usualLimits(schema);
  return schema.format === 'int32' ? { low: Math.max(low, -INT32), high: Math.min(high, INT32 - 1) } : { low, high };
}

function usualLimits(schema: JsonObject): { readonly low: number; readonly high: number } {
  const least = largest(schema.minimum, schema.exclusiveMinimum);
  const most = smallest(schema.maximum, schema.exclusiveMaximum);
  const span = Math.max(USUAL, ((schema.multipleOf ?? 0) as number) * 10);
  if (least === undefined && most === undefined) return { low: schema.multipleOf === undefined ? 1 : 0, high: span };
  if (least === undefined) return { low: most !== undefined && most > 1 ? 1 : (most ?? 0) - span, high: most ?? 0 };
  return { low: least, high: most ?? least + span };
}

function largest(...numbers: readonly unknown[]): number | undefined {
  const known = numbers.filter((one) => typeof one === 'number');
  return known.length > 0 ? Math.max(...known) : undefined;
}

function smallest(...numbers: readonly unknown[]): number | undefined {
  const known = numbers.filter((one) => typeof one === 'number');
  return known.length > 0 ? Math.min(...known) : undefined;
}

function decimalsOf(step: number): number {
  const [digits = '', exponent = '0'] = step.toString().split('e');
  return Math.max(0, (digits.split('.')[1]?.length ?? 0) - Number(exponent));
}
