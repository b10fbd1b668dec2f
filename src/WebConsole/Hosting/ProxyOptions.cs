namespace WebConsole.Hosting;

/// <summary>Configures a reverse proxy that terminates TLS.</summary>
public sealed record ProxyOptions
{
    /// <summary>
    /// The addresses (<c>127.0.0.1</c>) and networks (<c>10.0.0.0/8</c>) of the proxies. <c>X-Forwarded-For</c> and
    /// <c>X-Forwarded-Proto</c> are accepted from these only.
    /// </summary>
    public List<string> Addresses { get; init; } = [];

    public bool IsConfigured => Addresses.Count > 0;
}
