// Node takes a .js file outside a package of modules for CommonJS; what imports nothing can be loaded as text.
import { readFile } from 'node:fs/promises';

const folder = new URL('../../../wwwroot/js/', import.meta.url);

export const load = async name => import(`data:text/javascript;base64,${(await readFile(new URL(name, folder))).toString('base64')}`);
