using System.Net.Sockets;
using System.Text;

namespace WebConsole.Hypervisor.Forwards;

/// <summary>Has what a running machine's definition says put in force: by the helper of root, or by itself where WebConsole is root.</summary>
internal sealed class ForwardHelper(ForwardPlaces places)
{
    private const int LongestAnswer = 4096;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <returns>Why it is not in force; <c>null</c> once it is.</returns>
    public async Task<string?> ApplyAsync(Guid machine, CancellationToken cancellation)
    {
        if (!File.Exists(places.Helper))
            return places.CanApply ? await new ForwardCommand(places).ApplyAsync(machine).ConfigureAwait(false) : "The helper is not installed.";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        try
        {
            var said = await AskAsync(machine, limit.Token).ConfigureAwait(false);
            return said is "ok" ? null : said.Length > 0 ? said : "The helper said nothing.";
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return "The helper does not answer.";
        }
        catch (SocketException error)
        {
            return $"The helper can't be reached: {error.Message}.";
        }
    }

    private async Task<string> AskAsync(Guid machine, CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(places.Helper), cancellation).ConfigureAwait(false);
        await socket.SendAsync(Encoding.ASCII.GetBytes(machine.ToString("D")), cancellation).ConfigureAwait(false);
        socket.Shutdown(SocketShutdown.Send);
        var (answer, length) = (new byte[LongestAnswer], 0);
        while (length < answer.Length && await socket.ReceiveAsync(answer.AsMemory(length), cancellation).ConfigureAwait(false) is > 0 and var read)
            length += read;
        return Encoding.UTF8.GetString(answer, 0, length).Trim();
    }
}
