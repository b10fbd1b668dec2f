using System.Buffers;
using MessagePack;
using Microsoft.Playwright;

namespace WebConsole.EndToEnd.Support;

/// <summary>A proxy for the connections of a page's circuits.</summary>
internal sealed class CircuitTap
{
    private readonly List<Action> _held = [];
    private IWebSocketRoute? _server;
    private bool _holding;

    private CircuitTap(bool holding) => _holding = holding;

    /// <summary>How many connections the page has opened.</summary>
    public int Connections { get; private set; }

    /// <param name="page">Not opened yet.</param>
    /// <param name="holding">Holds back the server's messages, as a busy server does, until <see cref="Release"/>.</param>
    public static async Task<CircuitTap> OnAsync(IPage page, bool holding = false)
    {
        var tap = new CircuitTap(holding);
        await page.RouteWebSocketAsync("**/_blazor*", tap.Connect);
        return tap;
    }

    /// <summary>From now on, as a connection does that has died.</summary>
    public void Hold()
    {
        lock (_held)
            _holding = true;
    }

    public void Release()
    {
        lock (_held)
        {
            _holding = false;
            foreach (var send in _held)
                send();
            _held.Clear();
        }
    }

    /// <summary>Sends an invalid answer to a script call that the server never made, which ends the circuit.</summary>
    public void EndCircuit()
    {
        var message = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(message);
        writer.WriteArrayHeader(5);
        writer.Write(1);
        writer.WriteMapHeader(0);
        writer.WriteNil();
        writer.Write("EndInvokeJSFromDotNet");
        writer.WriteArrayHeader(3);
        writer.Write(1);
        writer.Write(true);
        writer.Write("no JSON");
        writer.Flush();
        _server!.Send([(byte)message.WrittenCount, .. message.WrittenSpan]);
    }

    private void Connect(IWebSocketRoute page)
    {
        Connections++;
        var server = _server = page.ConnectToServer();
        page.OnMessage(frame => server.Send(frame.Binary!));
        server.OnMessage(frame =>
        {
            lock (_held)
            {
                if (_holding)
                    _held.Add(() => page.Send(frame.Binary!));
                else
                    page.Send(frame.Binary!);
            }
        });
    }
}
