using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;
using WebConsole.Hypervisor;
using WebConsole.Security;

namespace WebConsole.Tests.Consoles;

/// <summary>The browser's end of one console.</summary>
internal sealed class ConsoleClient : IAsyncDisposable
{
    private readonly HubConnection _connection;
    private readonly Channel<byte[]> _input = Channel.CreateUnbounded<byte[]>();
    private readonly TaskCompletionSource<bool> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IAsyncEnumerator<byte[]> _output = null!;
    private Task<bool> _next = null!;
    private ReadOnlyMemory<byte> _left;

    private ConsoleClient(HubConnection connection)
    {
        _connection = connection;
        connection.On<bool>("Opened", viewOnly => _opened.TrySetResult(viewOnly));
        connection.On<string, string?>("Closed", (reason, detail) => _closed.TrySetResult(detail is null ? reason : $"{reason}: {detail}"));
    }

    public HubConnection Connection => _connection;

    /// <summary>Whether the console is view-only.</summary>
    public Task<bool> Opened(CancellationToken cancellationToken) => _opened.Task.WaitAsync(cancellationToken);

    /// <summary>Why it ended.</summary>
    public Task<string> Closed(CancellationToken cancellationToken) => _closed.Task.WaitAsync(cancellationToken);

    public static Task<ConsoleClient> GraphicsAsync(ConsoleServer server, string user, Role role, CancellationToken cancellationToken,
        bool viewOnly = false, string? machine = null) =>
        GraphicsAsync(server.Connection(server.SignIn(user, role)), machine ?? ConsoleServer.Machine.ToString(), viewOnly, cancellationToken);

    public static Task<ConsoleClient> GraphicsAsync(IHubConnectionBuilder connection, string machine, bool viewOnly, CancellationToken cancellationToken) =>
        OpenAsync(connection, input => ("OpenGraphics", [machine, 0, viewOnly, input]), cancellationToken);

    public static Task<ConsoleClient> TextAsync(ConsoleServer server, string user, Role role, CancellationToken cancellationToken,
        bool takeOver = false) =>
        TextAsync(server.Connection(server.SignIn(user, role)), ConsoleServer.Machine, takeOver, cancellationToken);

    public static Task<ConsoleClient> TextAsync(IHubConnectionBuilder connection, MachineId machine, bool takeOver, CancellationToken cancellationToken) =>
        OpenAsync(connection, input => ("OpenText", [machine.ToString(), null, false, takeOver, input]), cancellationToken);

    /// <summary>Performs the client's RFB 3.8 handshake, requesting an unshared session.</summary>
    public async Task ShakeHandsAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(12, cancellationToken);
        await SendAsync(RfbTalk.Version());
        await ReadAsync(2, cancellationToken);
        await SendAsync([1]);
        await ReadAsync(4, cancellationToken);
        await SendAsync([0]);
        await ReadAsync(ScriptedGuest.ServerInit("guest"u8).Length, cancellationToken);
    }

    public async Task SendAsync(byte[] bytes) => await _input.Writer.WriteAsync(bytes);

    /// <summary>Ends the input.</summary>
    public void CompleteInput() => _input.Writer.Complete();

    public async Task<byte[]> ReadAsync(int length, CancellationToken cancellationToken)
    {
        var bytes = new List<byte>();
        while (bytes.Count < length)
        {
            if (_left.IsEmpty)
            {
                if (!await _next.WaitAsync(cancellationToken))
                    throw new EndOfStreamException();
                _left = _output.Current;
                _next = _output.MoveNextAsync().AsTask();
            }
            var taken = Math.Min(length - bytes.Count, _left.Length);
            bytes.AddRange(_left.Span[..taken]);
            _left = _left[taken..];
        }
        return [.. bytes];
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static async Task<ConsoleClient> OpenAsync(IHubConnectionBuilder connection,
        Func<ChannelReader<byte[]>, (string Method, object?[] Arguments)> call, CancellationToken cancellationToken)
    {
        var client = new ConsoleClient(connection.Build());
        await client._connection.StartAsync(cancellationToken);
        var (method, arguments) = call(client._input.Reader);
        client._output = client._connection.StreamAsyncCore<byte[]>(method, arguments, cancellationToken).GetAsyncEnumerator(cancellationToken);
        client._next = client._output.MoveNextAsync().AsTask();
        return client;
    }
}
