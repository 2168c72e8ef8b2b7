import type { JobOptions } from '../run/job-options.ts';

/** One undo, as the command line (or a program that embeds the product) asks for it. */
export type UndoOptions = JobOptions;
