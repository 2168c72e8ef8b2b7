import { chmodSync, cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../src/', import.meta.url));
const target = fileURLToPath(new URL('../dist/', import.meta.url));

// What the compiler leaves behind: migrations, the ZIP table, and whatever else is read at run time.
cpSync(source, target, { recursive: true, filter: (path) => !path.endsWith('.ts') });

// npm does this when it installs the package; in the repository `npx sendwindow` needs it, too.
chmodSync(`${target}cli/main.js`, 0o755);
