import type { CommandDefinition } from './command-definition.ts';

/** The shells that a script can be made for. */
export const completionShells = ['bash', 'zsh', 'fish'] as const;

/** What can be completed of one command. */
interface Completion {
  /** `volume`, or `campaign apply`. */
  readonly name: string;
  readonly summary: string;
  /** `--from`; without the values. */
  readonly flags: readonly string[];
}

const flagOf = ({ flags }: { readonly flags: string }): string => flags.split(' ')[0] ?? '';

const toCompletion = ({ name, summary, options }: CommandDefinition): Completion => ({
  name,
  summary,
  flags: ['--help', ...Object.values(options).map(flagOf)],
});

/** The words that may follow a beginning of words: `''` the commands and groups, `campaign` its commands. */
function listWords(commands: readonly Completion[]): ReadonlyMap<string, readonly string[]> {
  const words = new Map<string, Set<string>>([['', new Set()]]);
  for (const { name } of commands) {
    const [first = '', second] = name.split(' ');
    words.get('')?.add(first);
    if (second !== undefined) words.set(first, (words.get(first) ?? new Set()).add(second));
  }
  return new Map([...words].map(([key, set]) => [key, [...set]]));
}

/** A case of the shell: the words that follow, files where the command is complete. */
function writeBash(commands: readonly Completion[]): string {
  const groups = [...listWords(commands)].map(
    ([key, words]) => `    ${JSON.stringify(key)}) words=${JSON.stringify(words.join(' '))} ;;`,
  );
  const flags = commands.map(
    ({ name, flags: list }) => `    ${JSON.stringify(name)}) flags=${JSON.stringify(list.join(' '))} ;;`,
  );
  return `# sendwindow: completion for bash and zsh; made by \`sendwindow completion\`.
_sendwindow() {
  local current=\${COMP_WORDS[COMP_CWORD]} command='' words='' flags='--help --version' word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in -*) continue ;; esac
    case "$command" in *' '*) break ;; esac
    command="\${command:+$command }$word"
    case "$command" in
${[...listWords(commands).keys()]
  .filter(Boolean)
  .map((group) => `      ${group}) ;;`)
  .join('\n')}
      *) break ;;
    esac
  done
  case "$command" in
${groups.join('\n')}
${flags.join('\n')}
  esac
  case $current in
    -*) COMPREPLY=($(compgen -W "$flags" -- "$current")) ;;
    *) if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$current")); else COMPREPLY=($(compgen -f -- "$current")); fi ;;
  esac
}
complete -o filenames -F _sendwindow sendwindow
`;
}

const quoteFish = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

function writeFish(commands: readonly Completion[]): string {
  const lines = commands.flatMap(({ name, summary, flags }) => {
    const [first = '', second] = name.split(' ');
    const seen =
      second === undefined
        ? `__fish_seen_subcommand_from ${first}`
        : `__fish_seen_subcommand_from ${first}; and __fish_seen_subcommand_from ${second}`;
    const own =
      second === undefined
        ? `complete -c sendwindow -n __fish_use_subcommand -a ${first} -d ${quoteFish(summary)}`
        : `complete -c sendwindow -n ${quoteFish(`__fish_seen_subcommand_from ${first}`)} -a ${second} -d ${quoteFish(summary)}`;
    const long = flags.map((flag) => `complete -c sendwindow -n ${quoteFish(seen)} -l ${flag.slice(2)}`);
    return [own, ...long];
  });
  const groups = [...listWords(commands).keys()]
    .filter(Boolean)
    .map((group) => `complete -c sendwindow -n __fish_use_subcommand -a ${group}`);
  return `# sendwindow: completion for fish; made by \`sendwindow completion fish\`.\n${[...groups, ...lines].join('\n')}\n`;
}

/**
 * A script by which a shell completes commands and flags. It is made from the table of commands and asks nothing while one
 * types: a start of Node for each tab would be felt.
 */
export function writeCompletionScript(
  definitions: readonly CommandDefinition[],
  shell: (typeof completionShells)[number],
): string {
  const commands = definitions.map(toCompletion);
  if (shell === 'fish') return writeFish(commands);
  const zsh = 'autoload -U +X bashcompinit && bashcompinit\n';
  return shell === 'zsh' ? zsh + writeBash(commands) : writeBash(commands);
}
