using WebConsole.Hosting;

namespace WebConsole.Security.HostAccounts;

/// <summary>Host accounts through PAM and the C library.</summary>
internal sealed class PamAccounts(WebConsoleOptions options) : IHostAccounts
{
    private const string OwnService = "webconsole";

    /// <summary>Present on every distribution, and meant for people who sign in.</summary>
    private const string Fallback = "login";

    private static readonly string[] ServiceDirectories = ["/etc/pam.d", "/usr/lib/pam.d"];

    private readonly string _service = options.SignIn.PamService.Length > 0 ? options.SignIn.PamService
        : ServiceDirectories.Any(directory => File.Exists(Path.Combine(directory, OwnService))) ? OwnService : Fallback;

    public AccountAnswer Check(string user, string password, string from) => Ask(user, password, from);

    public AccountAnswer Look(string user) => Ask(user, password: null, from: null);

    private AccountAnswer Ask(string user, string? password, string? from)
    {
        var exists = false;
        try
        {
            exists = UnixAccounts.Find(user) is not null;
            using var pam = new PamSession(_service, user, password, from);
            if (password is not null)
                pam.Authenticate();
            pam.CheckAccount();
            return UnixAccounts.Find(pam.User ?? user) is { } account
                ? AccountAnswer.Good(account)
                : new(AccountVerdict.Refused, null, exists, "PAM knows the account, the host does not");
        }
        catch (PamException exception)
        {
            return new(exception.IsUnavailable ? AccountVerdict.Unavailable : AccountVerdict.Refused, null, exists, exception.Message);
        }
        catch (IOException exception)
        {
            return new(AccountVerdict.Unavailable, null, exists, exception.Message);
        }
    }
}
