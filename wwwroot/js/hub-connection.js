// Connections to our hubs: MessagePack over a bare WebSocket. Microsoft's client consists of classic scripts that
// define one global, so it is loaded when a page first needs it.
let client;

const script = source => new Promise((resolve, reject) => {
  const element = document.createElement('script');
  element.src = source;
  element.onload = resolve;
  element.onerror = () => reject(new Error(`${source} could not be loaded`));
  document.head.append(element);
});

const load = async () => {
  await script('/lib/signalr/signalr.min.js');
  await script('/lib/signalr/signalr-protocol-msgpack.min.js');
  return window.signalR;
};

/** Microsoft's client library; after a failed load, the next call tries again. */
export const signalR = () => client ??= load().catch(error => {
  client = undefined;
  throw error;
});

/** Whether the session has ended: a WebSocket does not say why it was refused, but the API does. */
export const signedOut = async () => {
  try {
    return (await fetch('/api/v1/hosts')).status === 401;
  } catch {
    return false;
  }
};

/**
 * A connection to the hub at `path`, not started. It does not reconnect by itself, because the caller must repeat its
 * requests.
 */
export const hubConnection = async path => {
  const { HubConnectionBuilder, HttpTransportType, LogLevel, protocols } = await signalR();
  const connection = new HubConnectionBuilder()
    .withUrl(path, { transport: HttpTransportType.WebSockets, skipNegotiation: true })
    .withHubProtocol(new protocols.msgpack.MessagePackHubProtocol())
    .configureLogging(LogLevel.None)
    .build();
  connection.serverTimeoutInMilliseconds = 15000;
  connection.keepAliveIntervalInMilliseconds = 5000;
  return connection;
};
