// A page that an exception on the server has ended: it is loaded again once; if it ends again, it offers a button.
import { reload, reloadOnceServed } from './page-load.js';

const timeToRead = 3000;

/**
 * @param stops The page's loads for this reason.
 * @param hasSpoken Whether the server has said something on the latest connection. Blazor shows its sign also when a
 * connection can't be opened; in that case the server has sent nothing.
 * @param stopping Called when the page has ended.
 */
export const watchForStops = (stops, hasSpoken, stopping) => {
  const [failure, notice] = ['blazor-error-ui', 'wc-stopped'].map(id => document.getElementById(id));

  const stop = () => {
    stopping();
    const again = stops.count === 0 && stops.add();
    notice.dataset.state = again ? 'loading' : 'offering';
    if (again) setTimeout(reloadOnceServed, timeToRead);
    else notice.querySelector('[data-load-again]').focus();
  };

  notice.querySelector('[data-load-again]').addEventListener('click', reload);
  new MutationObserver(() => {
    if (failure.style.display !== 'block') return;
    failure.style.display = '';
    if (hasSpoken()) stop();
  }).observe(failure, { attributeFilter: ['style'] });
};
