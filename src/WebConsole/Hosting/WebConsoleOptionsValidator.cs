using System.Net;
using System.Text.RegularExpressions;

namespace WebConsole.Hosting;

/// <summary>Validates <see cref="WebConsoleOptions"/> and reports every error with its field.</summary>
public static partial class WebConsoleOptionsValidator
{
    public static IEnumerable<string> Errors(WebConsoleOptions options) =>
    [
        .. options.Hosts.SelectMany(host => HostErrors(host.Key, host.Value)),
        .. options.Proxy.Addresses.Where(address => !IPNetwork.TryParse(address, out _) && !IPAddress.TryParse(address, out _))
            .Select(address => $"WebConsole:Proxy:Addresses: \"{address}\" is neither an address (127.0.0.1) nor a network (10.0.0.0/8)"),
        .. options.Roles.Keys.Where(group => !GroupName().IsMatch(group)).Select(group => $"WebConsole:Roles:{group}: not a name of a Unix group"),
        .. TlsErrors(options.Tls),
        .. SignInErrors(options.SignIn),
        .. options.Log.AuditDays is >= 1 and <= 3650 ? [] : new[] { $"WebConsole:Log:AuditDays: {options.Log.AuditDays} is not between 1 and 3650" },
        .. Path.IsPathFullyQualified(options.StateDirectory) ? [] : new[] { $"WebConsole:StateDirectory: \"{options.StateDirectory}\" is not an absolute path" },
    ];

    private static IEnumerable<string> HostErrors(string name, HostOptions host)
    {
        if (!HostName().IsMatch(name))
            yield return $"WebConsole:Hosts:{name}: a host's name begins with a lower-case letter or a digit, goes on with these, '.' and '-', and has at most 63";
        if (!System.Uri.TryCreate(host.Uri, UriKind.Absolute, out _) || host.Uri.Any(char.IsControl) || host.Uri.StartsWith('/'))
            yield return $"WebConsole:Hosts:{name}:Uri: \"{host.Uri}\" is not a libvirt URI as in qemu:///system";
    }

    private static IEnumerable<string> TlsErrors(TlsOptions tls)
    {
        if (!tls.IsConfigured && (tls.Key.Length > 0 || tls.Password.Length > 0))
            yield return "WebConsole:Tls:Certificate: missing, though a key or a password is set";
        if (tls.IsConfigured && !File.Exists(tls.Certificate))
            yield return $"WebConsole:Tls:Certificate: there is no file {tls.Certificate} that we may see";
        if (tls.Key.Length > 0 && !File.Exists(tls.Key))
            yield return $"WebConsole:Tls:Key: there is no file {tls.Key} that we may see";
    }

    private static IEnumerable<string> SignInErrors(SignInOptions signIn)
    {
        if (signIn.LinkLifetime < TimeSpan.FromMinutes(1) || signIn.LinkLifetime > TimeSpan.FromDays(1))
            yield return $"WebConsole:SignIn:LinkLifetime: {signIn.LinkLifetime:c} is not between 00:01:00 and 1.00:00:00";
        if (string.IsNullOrWhiteSpace(signIn.NewLinkCommand) || signIn.NewLinkCommand.Any(char.IsControl))
            yield return "WebConsole:SignIn:NewLinkCommand: not a command on one line";
        if (signIn.IdleLifetime < TimeSpan.FromMinutes(1) || signIn.IdleLifetime > signIn.SessionLifetime)
            yield return $"WebConsole:SignIn:IdleLifetime: {signIn.IdleLifetime:c} is not between 00:01:00 and SessionLifetime";
        if (signIn.SessionLifetime > TimeSpan.FromDays(90))
            yield return $"WebConsole:SignIn:SessionLifetime: {signIn.SessionLifetime:c} is more than 90.00:00:00";
        if (!ServiceName().IsMatch(signIn.PamService))
            yield return $"WebConsole:SignIn:PamService: \"{signIn.PamService}\" is not the name of a file in /etc/pam.d";
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{0,62}\z")]
    private static partial Regex HostName();

    [GeneratedRegex(@"\A[^\s:,/\\\p{C}]{1,256}\z")]
    private static partial Regex GroupName();

    [GeneratedRegex(@"\A([A-Za-z0-9][A-Za-z0-9_.-]{0,62})?\z")]
    private static partial Regex ServiceName();
}
