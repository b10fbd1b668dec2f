using Libvirt;

namespace WebConsole.Features.Consoles;

/// <summary>
/// A machine's open serial or paravirtual console, on a connection of its own: bytes in transit when another client
/// takes over the line may leave the connection unable to answer.
/// </summary>
internal sealed class TextLine : IDisposable
{
    private readonly LibvirtConnection _connection;

    private TextLine(LibvirtConnection connection, LibvirtStream stream) => (_connection, Stream) = (connection, stream);

    public LibvirtStream Stream { get; }

    /// <summary>Opens it on <paramref name="connection"/>, which is closed together with it.</summary>
    /// <exception cref="LibvirtException">The machine does not run, has no such console, or somebody else has it.</exception>
    public static TextLine Open(LibvirtConnection connection, Guid machine, string? device, OpenConsoleFlags flags)
    {
        using var domain = connection.LookupDomain(machine);
        var stream = connection.NewStream(nonBlocking: true);
        try
        {
            domain.OpenConsole(device, stream, flags);
            return new TextLine(connection, stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Two calls to the daemon.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        _connection.Dispose();
    }
}
