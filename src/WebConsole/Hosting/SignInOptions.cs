namespace WebConsole.Hosting;

/// <summary>How people sign in, and for how long.</summary>
public sealed record SignInOptions
{
    /// <summary>How long a one-time link works.</summary>
    public TimeSpan LinkLifetime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>What makes a new link, as the sign-in page tells it: each way of running WebConsole has its own.</summary>
    public string NewLinkCommand { get; init; } = "WebConsole --new-link";

    /// <summary>A session ends when no page of it was open for this long.</summary>
    public TimeSpan IdleLifetime { get; init; } = TimeSpan.FromHours(8);

    /// <summary>A session ends this long after sign-in, used or not.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Whether host accounts may sign in by password.</summary>
    public HostAccountsMode HostAccounts { get; init; } = HostAccountsMode.Auto;

    /// <summary>The PAM service; empty: <c>webconsole</c> where its file exists, else <c>login</c>.</summary>
    public string PamService { get; init; } = "";
}
