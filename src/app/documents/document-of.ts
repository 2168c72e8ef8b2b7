import type { z } from 'zod';

/** A type as JSON knows it: `readonly` means nothing there. */
type Plain<T> = T extends readonly (infer E)[]
  ? Plain<E>[]
  : T extends object
    ? { -readonly [K in keyof T]: Plain<T[K]> }
    : T;

/** True if both types are the same, optional keys included. */
type IsSame<A, B> =
  (<T>() => T extends Plain<A> ? 1 : 2) extends <T>() => T extends Plain<B> ? 1 : 2 ? true : false;

/**
 * Ties a schema to the type of the document it describes. The compiler compares both ways: a key that one of them lacks,
 * or that has another type there, does not compile.
 *
 * @example
 * const dayDocument = documentOf<VolumeDay>()(z.strictObject({ date: date('...'), mails: count('...') }));
 */
export const documentOf =
  <T>() =>
  <S extends z.ZodType<T>>(
    schema: S,
    ..._proof: IsSame<z.output<S>, T> extends true ? [] : [error: 'the type has what the schema lacks']
  ): z.ZodType<T> =>
    schema;
