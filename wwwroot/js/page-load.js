// Loads the page again: at once, or when the server is there to answer.
import { served } from './page-life.js';

// Asked as by a program, the server says 401 where it would lead to sign-in. The cookie of the session that has ended stays,
// for the new load: by it the server knows why it ended.
const ask = () => fetch(location.href, { method: 'HEAD', redirect: 'manual', headers: { Accept: 'application/json' } });

export const reload = () => location.reload();

// Instead of this page the browser would show an error of its own or a proxy's, and stay there, while the server is away.
export const reloadOnceServed = async () => {
  const pause = () => new Promise(resolve => { setTimeout(resolve, 2000); });
  await served(ask, pause);
  // Uploads go on over a restart of the server; a load would end them.
  while ('uploading' in document.documentElement.dataset) await pause();
  reload();
};

// The session has ended: reconnecting is refused permanently, and a reload redirects to sign-in.
export const leaveIfSignedOut = async () => {
  try {
    const { status, type } = await ask();
    // A proxy may have a sign-in of its own.
    if (status === 401 || type === 'opaqueredirect') reload();
  } catch { /* The server is away. */ }
};
