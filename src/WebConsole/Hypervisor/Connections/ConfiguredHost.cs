namespace WebConsole.Hypervisor.Connections;

/// <summary>A host as the configuration names it.</summary>
/// <param name="Name">The key of <c>WebConsole:Hosts</c>.</param>
/// <param name="Uri">libvirt's connection URI (https://libvirt.org/uri.html).</param>
public sealed record ConfiguredHost(string Name, string Uri)
{
    /// <summary>The driver runs inside our own process and its state is private to a connection, so all lanes share one.</summary>
    public bool SharesConnection => Scheme is "test";

    /// <summary>libvirt runs where we run: no host in the URI, and a real hypervisor behind it.</summary>
    public bool IsLocal => !SharesConnection && Parsed is { Host: "" };

    /// <summary>Another machine's libvirt: asked again less often.</summary>
    public bool IsRemote => !SharesConnection && !IsLocal;

    /// <summary>The URI without a password; user and query are part of where libvirt is.</summary>
    public string DisplayUri => Parsed is { } uri ? $"{uri.Scheme}://{UserOf(uri)}{uri.Authority[(uri.Authority.LastIndexOf('@') + 1)..]}{uri.PathAndQuery}" : "(not a URI)";

    private string? Scheme => Parsed?.Scheme.Split('+')[0];

    private static string UserOf(Uri uri) => uri.UserInfo.Split(':')[0] is { Length: > 0 } user ? user + "@" : "";

    private Uri? Parsed => System.Uri.TryCreate(Uri, UriKind.Absolute, out var uri) ? uri : null;
}
