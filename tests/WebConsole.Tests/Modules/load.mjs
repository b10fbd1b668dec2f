// Node treats a .js file outside a module package as CommonJS, so files without imports are loaded as text.
import { readFile } from 'node:fs/promises';

const folder = new URL('../../../wwwroot/js/', import.meta.url);

export const load = async name => import(`data:text/javascript;base64,${(await readFile(new URL(name, folder))).toString('base64')}`);
