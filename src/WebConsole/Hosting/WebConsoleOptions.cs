using WebConsole.Security;

namespace WebConsole.Hosting;

/// <summary>The settings under <c>WebConsole</c> that the whole application shares. Areas with more to set have sections of their own.</summary>
public sealed record WebConsoleOptions
{
    public const string Section = "WebConsole";

    /// <summary>The libvirt hosts, by the name that routes and pages use. Never empty once read: see <see cref="SettingsReader"/>.</summary>
    public Dictionary<string, HostOptions> Hosts { get; init; } = [];

    /// <summary>
    /// The directory for state, mode 0700. If it is empty in the settings, <see cref="Hosting.StateDirectory"/> chooses
    /// it.
    /// </summary>
    public string StateDirectory { get; init; } = "";

    public TlsOptions Tls { get; init; } = new();

    public ProxyOptions Proxy { get; init; } = new();

    public SignInOptions SignIn { get; init; } = new();

    public LogOptions Log { get; init; } = new();

    /// <summary>
    /// Unix group → role. A configured map replaces the default map completely; users in none of the groups can't sign
    /// in.
    /// </summary>
    public Dictionary<string, Role> Roles { get; init; } = [];
}
