namespace WebConsole.Hosting;

/// <summary>Says that a reverse proxy stands in front, which does TLS.</summary>
public sealed record ProxyOptions
{
    /// <summary>
    /// The addresses (<c>127.0.0.1</c>) and networks (<c>10.0.0.0/8</c>) that the proxies connect from. From these alone
    /// <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed.
    /// </summary>
    public List<string> Addresses { get; init; } = [];

    public bool IsConfigured => Addresses.Count > 0;
}
