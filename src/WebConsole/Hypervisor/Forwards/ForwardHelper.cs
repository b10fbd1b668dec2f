using System.Net.Sockets;
using System.Text;

namespace WebConsole.Hypervisor.Forwards;

/// <summary>Has what running machines' definitions say put in force: by the helper of root, or by itself where WebConsole is root.</summary>
internal sealed class ForwardHelper(ForwardPlaces places)
{
    private const int LongestAnswer = 4096;

    /// <summary>More than the helper's unit lets it run: it has ended then, and nothing changes any more.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(130);

    /// <param name="machines">Their UUIDs.</param>
    /// <param name="cancellation">Ends the waiting; the helper goes on.</param>
    /// <returns>Why it is not in force; <c>null</c> once it is.</returns>
    public async Task<string?> ApplyAsync(IReadOnlyCollection<Guid> machines, CancellationToken cancellation)
    {
        foreach (var some in machines.Chunk(ForwardCommand.MostMachines))
        {
            if (await AskAsync(string.Join(' ', some.Select(machine => machine.ToString("D"))), command => command.ApplyAsync(some), cancellation).ConfigureAwait(false) is { } error)
                return error;
        }
        return null;
    }

    /// <summary>Has the firewall looked at, and what others took away of the rules written anew.</summary>
    /// <inheritdoc cref="ApplyAsync"/>
    public Task<string?> CheckAsync(CancellationToken cancellation) => AskAsync(ForwardCommand.Check, command => command.CheckAsync(), cancellation);

    /// <param name="words">What the helper is told.</param>
    /// <param name="act">The same without it.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    private async Task<string?> AskAsync(string words, Func<ForwardCommand, Task<string?>> act, CancellationToken cancellation)
    {
        if (!File.Exists(places.Helper))
            return places.CanApply ? await act(new ForwardCommand(places)).ConfigureAwait(false) : "The helper is not installed.";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        try
        {
            var said = await AskAsync(words, limit.Token).ConfigureAwait(false);
            return said is ForwardCommand.Done ? null : said.Length > 0 ? said : "The helper said nothing.";
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

    private async Task<string> AskAsync(string words, CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(places.Helper), cancellation).ConfigureAwait(false);
        for (ReadOnlyMemory<byte> left = Encoding.ASCII.GetBytes(words); left.Length > 0;)
            left = left[await socket.SendAsync(left, cancellation).ConfigureAwait(false)..];
        socket.Shutdown(SocketShutdown.Send);
        var (answer, length) = (new byte[LongestAnswer], 0);
        while (length < answer.Length && await socket.ReceiveAsync(answer.AsMemory(length), cancellation).ConfigureAwait(false) is > 0 and var read)
            length += read;
        return Encoding.UTF8.GetString(answer, 0, length).Trim();
    }
}
