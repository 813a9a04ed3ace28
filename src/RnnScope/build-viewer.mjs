// Builds ../../viewer when it changed: npm ci, then vite build. MSBuild calls it; it needs nothing but Node.
//   node build-viewer.mjs VIEWER STAMP
// STAMP is touched when the files in VIEWER/dist fit their sources. Exit code 3: there is no npm. Several builds may run at
// once (Debug and Release, or two terminals): one of them builds, the others wait and find the work done.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const [viewer, stamp] = process.argv.slice(2).map((path) => resolve(path));
const windows = process.platform === 'win32';
const lock = `${stamp}.lock`;

function modified(path) {
  if (!existsSync(path)) return 0;
  const entry = statSync(path);
  if (!entry.isDirectory()) return entry.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => modified(join(path, name))));
}

function run(command, ...args) {
  const done = spawnSync(command, args, { cwd: viewer, encoding: 'utf8', shell: windows, env: { ...process.env, CI: '1', NO_COLOR: '1' } });
  // With a shell in between, as Windows needs for npm.cmd, a missing program is an exit code.
  if (done.error?.code === 'ENOENT' || done.status === 9009) process.exit(3);
  if (done.status === 0) return;
  console.log(`${done.stdout ?? ''}${done.stderr ?? ''}${[command, ...args].join(' ')}: ${done.error?.message ?? `exit code ${done.status}`}`);
  process.exit(1);
}

function isAlive(id) {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Waits for a build that is under way; takes over from one that was killed. */
async function acquire() {
  mkdirSync(dirname(stamp), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      process.on('exit', () => rmSync(lock, { force: true }));
      for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = Number(existsSync(lock) ? readFileSync(lock, 'utf8') : '0');
    // An empty file is a lock whose owner is just writing its number; a second is more than that takes.
    if (owner > 0 ? !isAlive(owner) : Date.now() - modified(lock) > 1000) rmSync(lock, { force: true });
    else await new Promise((wake) => setTimeout(wake, 200));
  }
}

await acquire();
const packages = Math.max(modified(join(viewer, 'package-lock.json')), modified(join(viewer, 'package.json')));
const sources = readdirSync(viewer, { withFileTypes: true })
  .filter((entry) => entry.isFile() || entry.name === 'src' || entry.name === 'dev' || entry.name === 'public')
  .map((entry) => modified(join(viewer, entry.name)));
// npm writes this file last, so an installation that was cut short is done again.
if (modified(join(viewer, 'node_modules', '.package-lock.json')) < packages) run('npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error');
sources.push(modified(fileURLToPath(import.meta.url)));
if (modified(stamp) < Math.max(packages, ...sources) || !existsSync(join(viewer, 'dist', 'index.html'))) {
  const began = new Date();
  run('npm', 'run', '--silent', 'build');
  writeFileSync(stamp, '');
  // What is edited while the build runs is newer than this.
  utimesSync(stamp, began, began);
}
