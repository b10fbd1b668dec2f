using WebConsole.Hosting;

namespace WebConsole.Security.HostAccounts;

/// <summary>Host accounts through PAM and the C library.</summary>
internal sealed partial class PamAccounts : IHostAccounts
{
    private const string OwnService = "webconsole";

    /// <summary>The PAM service <c>login</c> exists on every distribution and is meant for people who sign in.</summary>
    private const string Fallback = "login";

    private static readonly string[] ServiceDirectories = ["/etc/pam.d", "/usr/lib/pam.d"];

    private readonly string _service;

    public PamAccounts(WebConsoleOptions options, HostAccountsStatus status, ILogger<PamAccounts> log)
    {
        _service = options.SignIn.PamService.Length > 0 ? options.SignIn.PamService
            : ServiceDirectories.Any(directory => File.Exists(Path.Combine(directory, OwnService))) ? OwnService : Fallback;
        if (status.IsOn && !MayReadPasswords())
            OnlyOurOwn(log, Environment.UserName);
    }

    public AccountAnswer Check(string user, string password, string from) => Ask(user, password, from);

    public AccountAnswer Look(string user) => Ask(user, password: null, from: null);

    /// <summary>pam_unix checks passwords of other accounts only for root and for the group of this file.</summary>
    private static bool MayReadPasswords()
    {
        try
        {
            using var shadow = File.OpenRead("/etc/shadow");
            return true;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }

    [LoggerMessage(1321, LogLevel.Warning, "Of the accounts in /etc/shadow only {User} can sign in by password: run the server in the group that may read that file")]
    private static partial void OnlyOurOwn(ILogger log, string user);

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
