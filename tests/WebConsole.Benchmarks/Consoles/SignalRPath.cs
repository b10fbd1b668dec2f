using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Features.Consoles;
using WebConsole.Hosting;
using WebConsole.Hypervisor;

namespace WebConsole.Benchmarks.Consoles;

/// <summary>Through the product's console hub, by the ordinary .NET client of SignalR.</summary>
internal sealed class SignalRPath : IConsolePath
{
    private readonly HubConnection _connection;
    private readonly Channel<byte[]> _input = Channel.CreateUnbounded<byte[]>();
    private readonly IAsyncEnumerator<byte[]> _output;

    private SignalRPath(HubConnection connection, MachineId machine)
    {
        _connection = connection;
        _output = connection.StreamAsyncCore<byte[]>(nameof(ConsoleHub.OpenGraphics), [machine.ToString(), 0, false, _input.Reader]).GetAsyncEnumerator();
    }

    public static async Task<SignalRPath> OpenAsync(string url, string cookie, MachineId machine)
    {
        var connection = new HubConnectionBuilder().WithUrl(url + AppUrls.ConsoleHub, options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.SkipNegotiation = true;
            options.Headers["Cookie"] = cookie;
            options.Headers["Origin"] = url;
        }).AddMessagePackProtocol().Build();
        await connection.StartAsync();
        return new SignalRPath(connection, machine);
    }

    public ValueTask SendAsync(byte[] bytes) => _input.Writer.WriteAsync(bytes);

    public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync() =>
        await _output.MoveNextAsync() ? _output.Current : throw new EndOfStreamException();

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
