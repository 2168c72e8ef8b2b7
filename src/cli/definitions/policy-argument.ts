/** An exclusion policy as argument. */
export const policyArgument = {
  name: 'POLICY',
  text: 'a policy file (YAML or JSON), a built-in policy by name (default, us-2026), or, with a database, a stored policy by name or version',
} as const;
