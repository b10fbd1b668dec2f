// Any element with data-copy copies that text when it is clicked, and says so for a moment.
const copy = async text => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without TLS, browsers offer no clipboard API, so use execCommand.
    const area = Object.assign(document.createElement('textarea'), { value: text });
    area.style.position = 'fixed';
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
};

document.addEventListener('click', async event => {
  const button = event.target.closest?.('[data-copy]');
  if (!button) return;
  await copy(button.dataset.copy);
  button.dataset.copied = '';
  setTimeout(() => delete button.dataset.copied, 1500);
});
