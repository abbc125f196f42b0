// Vite empties dist; the Go program embeds the folder, so git must keep it on a clone without Node.
import { writeFileSync } from 'node:fs';

writeFileSync(new URL('../dist/.gitkeep', import.meta.url), '');
