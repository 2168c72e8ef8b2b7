/** The part of cli-progress that is used here; the package brings no types of its own. */
declare module 'cli-progress' {
  export interface Params {
    /** 0 to 1 */
    readonly progress: number;
    /** Seconds; `INF` or `NULL` where nothing is known. */
    readonly eta: number | string;
    /** Milliseconds since 1970. */
    readonly startTime: number;
    readonly total: number;
    readonly value: number;
    readonly maxWidth: number;
  }

  export interface Options {
    readonly stream?: {
      readonly isTTY: boolean;
      readonly columns: number;
      readonly write: (text: string) => void;
    };
    readonly format?: (options: Options, params: Params, payload: Record<string, unknown>) => string;
    /** Redraws per second. */
    readonly fps?: number;
    readonly clearOnComplete?: boolean;
    /** False switches the terminal's line wrapping off while the bar is there. */
    readonly linewrap?: boolean;
    readonly hideCursor?: boolean;
  }

  export class SingleBar {
    constructor(options: Options);
    start(total: number, value: number, payload?: Record<string, unknown>): void;
    update(value: number): void;
    stop(): void;
  }
}
