import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Starts the real program with fresh demo data, unless MANO_URL names one that runs already. */
export default async function start(): Promise<(() => Promise<void>) | void> {
	if (process.env.MANO_URL) return;
	const root = fileURLToPath(new URL('../..', import.meta.url));
	if (!existsSync(join(root, 'web/dist/index.html')))
		throw new Error('web/dist is empty: run npm run build first');
	const folder = mkdtempSync(join(tmpdir(), 'mano-e2e-'));
	// Started as root, the program runs PostgreSQL as another user, who must be able to get to its data.
	chmodSync(folder, 0o755);
	const binary = join(folder, 'mano');
	execFileSync('go', ['build', '-o', binary, './cmd/mano'], { cwd: root, stdio: 'inherit' });

	const listen = `127.0.0.1:${await freePort()}`;
	const program = spawn(binary, ['serve'], {
		cwd: root,
		env: {
			...process.env,
			MANO_LISTEN: listen,
			MANO_DATA: join(folder, 'data'),
			MANO_DEMO: 'true',
			MANO_LIMITS: 'off'
		},
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let log = '';
	// What the program prints, among it the mails: for the tests, which run in other processes.
	const printed = (process.env.MANO_PRINTED = join(folder, 'printed'));
	for (const stream of [program.stdout, program.stderr])
		stream.on('data', (text) => {
			log += text;
			appendFileSync(printed, text);
		});
	const ended = new Promise<void>((resolve) => program.once('exit', () => resolve()));

	process.env.MANO_URL = `http://${listen}`;
	await ready(process.env.MANO_URL, () => {
		if (program.exitCode !== null) throw new Error(`mano ended with ${program.exitCode}:\n${log}`);
	});
	return async () => {
		program.kill('SIGINT');
		await ended;
		rmSync(folder, { recursive: true, force: true });
	};
}

async function ready(url: string, check: () => void): Promise<void> {
	for (const end = Date.now() + 120_000; Date.now() < end;) {
		check();
		const answer = await fetch(`${url}/readyz`).catch(() => undefined);
		if (answer?.ok) return;
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
	throw new Error('mano is not ready after two minutes');
}

function freePort(): Promise<number> {
	return new Promise((resolve) => {
		const probe = createServer().listen(0, '127.0.0.1', () => {
			const { port } = probe.address() as AddressInfo;
			probe.close(() => resolve(port));
		});
	});
}
