import { z } from 'zod';
import type { ProblemCode } from './problem.ts';

/** What error messages and the environment layer need to know of a value beyond its type. */
export interface ValueFacts {
  /** How the value is written in an environment variable: as it is, or as YAML. */
  readonly kind: 'text' | 'number' | 'boolean' | 'list' | 'data';
  /** Completes "... is not": `a time of day`. */
  readonly what: string;
  /** Completes "; use": `00:00 to 23:59`. */
  readonly use: string;
  /** `days`, `mails`; empty where there is none. */
  readonly unit: string;
  /** The code for a value of the right type that is impossible. */
  readonly code: ProblemCode;
  /** What a wrong value most probably means; `undefined` if that is not clear. */
  readonly suggest?: ((found: unknown) => string | undefined) | undefined;
}

/** The facts of the value at a key, with what the reference says of the key. */
export interface KeyFacts extends ValueFacts {
  /** What the key is for; unit and default follow in the schema's description. */
  readonly summary: string;
  /** The default as text; absent where there can be none. */
  readonly fallback?: string | undefined;
}

/** The facts by schema; only schemas that stand for a value are in it, not groups. */
export const keyFacts: z.core.$ZodRegistry<KeyFacts> = z.registry<KeyFacts>();
