namespace WebConsole.Hypervisor.Connections;

/// <summary>A host as the configuration names it.</summary>
/// <param name="Name">The key of <c>WebConsole:Hosts</c>.</param>
/// <param name="Uri">libvirt's connection URI (https://libvirt.org/uri.html).</param>
public sealed record ConfiguredHost(string Name, string Uri)
{
    /// <summary>
    /// Whether the driver runs inside our process. Its state is then private to a connection, so all lanes share one
    /// connection.
    /// </summary>
    public bool SharesConnection => Scheme is "test";

    /// <summary>Whether libvirt runs on this machine: the URI has no host, and the driver is a real hypervisor.</summary>
    public bool IsLocal => !SharesConnection && Parsed is { Host: "" };

    /// <summary>Whether libvirt runs on another machine. Such a host is polled less often.</summary>
    public bool IsRemote => !SharesConnection && !IsLocal;

    /// <summary>The URI without a password. User and query stay, because they identify the libvirt daemon.</summary>
    public string DisplayUri => Parsed is { } uri ? $"{uri.Scheme}://{UserOf(uri)}{uri.Authority[(uri.Authority.LastIndexOf('@') + 1)..]}{uri.PathAndQuery}" : "(not a URI)";

    private string? Scheme => Parsed?.Scheme.Split('+')[0];

    private static string UserOf(Uri uri) => uri.UserInfo.Split(':')[0] is { Length: > 0 } user ? user + "@" : "";

    private Uri? Parsed => System.Uri.TryCreate(Uri, UriKind.Absolute, out var uri) ? uri : null;
}
