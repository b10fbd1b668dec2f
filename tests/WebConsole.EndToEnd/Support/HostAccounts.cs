namespace WebConsole.EndToEnd.Support;

/// <summary>
/// Unix accounts of the lab's host, one for each role and one without a role. The lab has its own /etc, so they vanish
/// with it.
/// </summary>
internal static class HostAccounts
{
    public const string Administrator = "webconsole-anna";
    public const string Operator = "webconsole-otto";
    public const string Viewer = "webconsole-vera";
    public const string WithoutRole = "webconsole-bert";

    /// <summary>The password of each account.</summary>
    public const string Password = "correct horse";

    private const string Hash = "$6$webconsole$nz2y8dIDUoENr1uizNVvZnqYDyjurrqOK4zUEHaFO6G0cwH0t4.07bZYWIfnwX96c4qAGs.GAvph2Csf6baV4.";
    private const string Viewers = "webconsole-viewers";

    /// <summary>The settings for these accounts, including a group for viewers, which has no default.</summary>
    public static string[] Settings { get; } =
    [
        "--WebConsole:SignIn:HostAccounts=On",
        "--WebConsole:Roles:sudo=Administrator", "--WebConsole:Roles:libvirt=Operator", $"--WebConsole:Roles:{Viewers}=Viewer",
    ];

    /// <summary>Creates the accounts, and configures PAM as for an installed product.</summary>
    public static async Task MakeAsync()
    {
        File.Copy(Repository.File("packaging/pam.d/webconsole"), "/etc/pam.d/webconsole", overwrite: true);
        foreach (var group in new[] { Viewers, "sudo", "libvirt" })
            await Shell.RunAsync("groupadd", "--force", "--system", group);
        await AddAsync(Administrator, "sudo,libvirt");
        await AddAsync(Operator, "libvirt");
        await AddAsync(Viewer, Viewers);
        await AddAsync(WithoutRole, "users");
    }

    /// <summary>Fills in the form that the visitor's page shows, and sends it.</summary>
    public static async Task SignInAsync(Visitor visitor, string name, string password = Password)
    {
        await visitor.Page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await visitor.Page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await visitor.TestId("sign-in").ClickAsync();
    }

    private static Task<string> AddAsync(string name, string groups) =>
        Shell.RunAsync("useradd", "--no-create-home", "--password", Hash, "--groups", groups, name);
}
