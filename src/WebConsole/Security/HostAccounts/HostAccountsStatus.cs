using WebConsole.Hosting;

namespace WebConsole.Security.HostAccounts;

/// <summary>Whether host accounts can sign in here, and if not, why.</summary>
/// <param name="Off">Why they can't sign in, may be shown to users; <c>null</c> if they can.</param>
public sealed record HostAccountsStatus(string? Off)
{
    public bool IsOn => Off is null;

    public static HostAccountsStatus Of(SignInOptions options) => new(options.HostAccounts switch
    {
        HostAccountsMode.Off => "Accounts of this host are switched off here by a setting.",
        HostAccountsMode.Auto when Container.IsInside() => "Accounts of the host can't be checked from inside a container.",
        _ => PamNative.IsInstalled ? null : "Accounts of this host can't be checked: the library libpam is not installed.",
    });
}
