using System.Net;
using WebConsole.Security.Sessions;
using WebConsole.Security.SignIn;

namespace WebConsole.Security.HostAccounts;

/// <summary>Sign-in with a password. All refusals look the same and take the same time, whatever the cause.</summary>
internal sealed class PasswordSignIn(
    IHostAccounts accounts, PasswordThreads threads, PasswordLimiter limiter, RoleMap roles, SessionRegistry sessions, SecurityAudit audit, TimeProvider time)
{
    /// <summary>A refusal is sent after this time, or after a multiple of it if PAM took longer.</summary>
    public static readonly TimeSpan RefusalStep = TimeSpan.FromSeconds(2);

    /// <summary>The caller's time limit for a PAM that does not answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Logged instead of an unknown name, because people type passwords into the wrong field.</summary>
    private const string Unknown = "(unknown account)";

    public async Task<SignInResult> SignInAsync(string user, string password, IPAddress? address, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var from = RequestOrigin.Text(address);
        // A text that can't be an account name may be long, so it is not stored.
        var (account, network) = (IsName(user) ? user.ToLowerInvariant() : null, RequestOrigin.Network(address));
        if (!limiter.TryTake(account, network))
        {
            if (limiter.MayTell(network))
                audit.SignInRefused(Unknown, from, "too many attempts; the next minute's are not listed");
            return SignInResult.Failed(SignInErrors.TooMany, StatusCodes.Status429TooManyRequests);
        }
        var answer = await AskAsync(user, password, from, cancellationToken).ConfigureAwait(false);
        if (answer.Account is { } good && roles.RoleOf(good) is { } role)
        {
            limiter.Succeeded(account, network);
            return SignInResult.Good(sessions.Begin(good.Name, role, SignInMethod.Password, from, good.Stamp));
        }
        audit.SignInRefused(answer.Exists ? user : Unknown, from, answer.Account is null ? answer.Reason! : "none of its groups has a role");
        await RefusalTimeAsync(began, cancellationToken).ConfigureAwait(false);
        return answer.Verdict == AccountVerdict.Unavailable
            ? SignInResult.Failed(SignInErrors.Busy, StatusCodes.Status503ServiceUnavailable)
            : SignInResult.Failed(SignInErrors.Refused, StatusCodes.Status401Unauthorized);
    }

    private async Task<AccountAnswer> AskAsync(string user, string password, string from, CancellationToken cancellationToken)
    {
        if (!IsName(user) || !IsPassword(password))
            return new(AccountVerdict.Refused, null, Exists: false, "no name and password that an account can have");
        if (threads.TryRun(() => accounts.Check(user, password, from)) is not { } answer)
            return new(AccountVerdict.Unavailable, null, Exists: false, "too many wait for PAM");
        try
        {
            return await answer.WaitAsync(Patience, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return new(AccountVerdict.Unavailable, null, Exists: false, "PAM does not answer");
        }
    }

    private Task RefusalTimeAsync(long began, CancellationToken cancellationToken)
    {
        var took = time.GetElapsedTime(began);
        var steps = Math.Max(1, Math.Ceiling(took / RefusalStep));
        return Task.Delay((RefusalStep * steps) - took, time, cancellationToken);
    }

    /// <summary>
    /// A leading dash would be an option for programs that PAM runs; no account name contains a slash or colon.
    /// </summary>
    private static bool IsName(string user) => user.Length is > 0 and <= SignInLimits.LongestUser && user[0] != '-' &&
        !user.Any(character => char.IsControl(character) || character is ':' or '/');

    private static bool IsPassword(string password) =>
        password.Length > 0 && System.Text.Encoding.UTF8.GetByteCount(password) <= SignInLimits.LongestPassword && !password.Contains('\0', StringComparison.Ordinal);
}
