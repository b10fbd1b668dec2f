namespace WebConsole.Hosting;

/// <summary>How people sign in, and for how long.</summary>
public sealed record SignInOptions
{
    /// <summary>How long a one-time link works.</summary>
    public TimeSpan LinkLifetime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The command for a new link, which the sign-in page shows; it depends on how WebConsole is run.</summary>
    public string NewLinkCommand { get; init; } = "WebConsole --new-link";

    /// <summary>A session ends after this time without an open page.</summary>
    public TimeSpan IdleLifetime { get; init; } = TimeSpan.FromHours(8);

    /// <summary>A session ends this long after sign-in, used or not.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Whether host accounts may sign in by password.</summary>
    public HostAccountsMode HostAccounts { get; init; } = HostAccountsMode.Auto;

    /// <summary>The PAM service. Empty means <c>webconsole</c> if its file exists, else <c>login</c>.</summary>
    public string PamService { get; init; } = "";
}
