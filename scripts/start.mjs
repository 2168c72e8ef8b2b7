// `node scripts/start.mjs FILE [ARGUMENTS]`: how npm's scripts start a TypeScript file. An older Node can read this one,
// and says what is needed where it would otherwise end in a stack.
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const leastNode = 26;

if (Number(process.versions.node.split('.')[0]) >= leastNode) {
  process.argv.splice(1, 1);
  await import(pathToFileURL(process.argv[1]).href);
} else {
  process.stderr.write(
    `sendwindow needs Node ${leastNode} or later and this is Node ${process.versions.node}; run \`npm ci\`, which brings it along, and start with \`npm run\`\n`,
  );
  process.exitCode = 1;
}
