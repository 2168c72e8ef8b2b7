/** A measurement that cannot be made, or a command that did what it must not; the message is meant to be read. */
export class BenchFailure extends Error {
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}
