/** The environment variable that says who calls (`run_by`, `created_by`): no configuration, and no secret. */
export const userVariable = 'SENDWINDOW_USER';
