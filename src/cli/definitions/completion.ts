import { type CommandShape, defineCommand } from '../command-definition.ts';
import { commonOptions } from './common-options.ts';

export const completionShape = {
  arguments: { shell: { name: 'SHELL', text: 'bash, zsh or fish' } },
  options: commonOptions,
} as const satisfies CommandShape;

export const completionDefinition = defineCommand({
  name: 'completion',
  summary: 'print a script that makes a shell complete commands and flags',
  details:
    'For bash: `sendwindow completion bash > ~/.local/share/bash-completion/completions/sendwindow`. For zsh: `source <(sendwindow completion zsh)` in ~/.zshrc. For fish: `sendwindow completion fish > ~/.config/fish/completions/sendwindow.fish`.',
  examples: ['completion bash'],
  ...completionShape,
});
