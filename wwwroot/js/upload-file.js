// What a file holds, how fast it goes, and what an answer of the server means.

const begins = (head, place, ...marks) => marks.some(mark => [...mark].every((letter, at) => head[place + at] === letter.charCodeAt(0)));

/** How many bytes of a file `kindOf` looks at. */
export const headLength = 64 * 1024;

/** What a file is by its first bytes; the server looks too. */
export const kindOf = head =>
  begins(head, 0, 'QFI\xfb') ? 'qcow2'
  : begins(head, 32769, 'CD001', 'BEA01', 'NSR0') ? 'iso'
  : begins(head, 0, '\x1f\x8b') ? 'gzip'
  : begins(head, 0, '\x28\xb5\x2f\xfd') ? 'zstd'
  : begins(head, 0, '\xfd7zXZ\0') ? 'xz'
  : 'raw';

const packings = { gzip: 'gz', xz: 'xz', zstd: 'zst' };
const ending = name => /\.([a-z0-9]+)$/i.exec(name)?.[1].toLowerCase();
const promises = { iso: 'iso', qcow: 'qcow2', qcow2: 'qcow2' };

/**
 * The format that a file is uploaded as, and what is to be asked first: where its name says something else, or it is packed.
 * A packed file whose name says so, too, is unpacked by the server, unless that is not wanted; what is in it is seen there.
 */
export const formatOf = (name, head, unpacks = true) => {
  const [kind, promised] = [kindOf(head), promises[ending(name)]];
  const packing = packings[kind];
  if (packing && packing === ending(name) && unpacks) {
    const inside = name.slice(0, -packing.length - 1);
    return { unpack: packing, name: inside, format: promises[ending(inside)] };
  }
  if (packing) return { format: 'raw', question: 'packed', values: [kind] };
  if (!promised || promised === kind) return { format: kind };
  return { format: kind, question: kind === 'raw' ? 'noImage' : 'otherImage', values: [kind, ending(name)] };
};

/** The first 64 hexadecimal digits in a text, as `sha256sum` writes them before a name. */
export const sha256In = text => /(?:^|[^0-9a-f])([0-9a-f]{64})(?![0-9a-f])/i.exec(text)?.[1].toLowerCase();

/** Another name for a file whose name is taken. */
export const otherName = name => {
  const [, stem, number, end] = /^(.+?)(?:_(\d{1,3}))?(\.[^.]+)?$/s.exec(name);
  return `${stem}_${number ? Number(number) + 1 : 2}${end ?? ''}`;
};

/** Whether another attempt may help: the connection broke, the server restarts, or an earlier request still ends. */
export const mayRetry = (status, method) => status === 0 || status === 423 || status === 429 || status >= 500 || (status === 409 && method === 'PATCH');

/** The status of the answer that an error is about; 0 where there was none. */
export const statusOf = error => error.originalResponse?.getStatus() ?? error.causingError?.status ?? error.status ?? 0;

/** What the server said of a request that failed: its words and the field; nothing where it said nothing. */
export const reasonOf = error => {
  if (error.causingError?.words) return { words: error.causingError.words };
  try {
    const { detail, errors } = JSON.parse(error.originalResponse.getBody());
    const [field, [words]] = Object.entries(errors ?? {})[0] ?? ['', [detail]];
    return { field, words };
  } catch {
    return {};
  }
};

/** A rate in bytes a second over the last seconds, and the seconds that are left. */
export const meter = (now = () => performance.now()) => {
  const seen = [];
  return (sent, total) => {
    seen.push([now(), sent]);
    while (seen.length > 2 && seen.at(-1)[0] - seen[0][0] > 5000) seen.shift();
    const [[from, first], [to, last]] = [seen[0], seen.at(-1)];
    const speed = to > from ? (last - first) * 1000 / (to - from) : null;
    return { speed, left: speed > 0 ? Math.ceil((total - sent) / speed) : null };
  };
};

/** Seconds as people read them. */
export const span = seconds => seconds < 60 ? `${seconds} s` : seconds < 3600 ? `${Math.ceil(seconds / 60)} min` : `${Math.floor(seconds / 3600)} h ${Math.ceil(seconds % 3600 / 60)} min`;

/** Places for a few at a time; the others wait for their turn. */
export const places = most => {
  let free = most;
  const waiting = [];
  return {
    take: () => free > 0 ? (free--, Promise.resolve()) : new Promise(go => waiting.push(go)),
    give: () => waiting.length > 0 ? waiting.shift()() : void free++,
  };
};
