using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Components;
using WebConsole.Components.Layout;
using WebConsole.ComponentTests.Support;
using WebConsole.Security;
using WebConsole.Security.Sessions;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

public sealed class AccountsPageTests : PageContext
{
    private const string Url = "/accounts";

    private SessionRegistry Sessions => Services.GetRequiredService<SessionRegistry>();

    [Fact]
    public void Administrator_SeesEverybodyAndHowTheyCame()
    {
        var own = Begin("ada", Role.Administrator);
        var link = Sessions.Begin("setup", Role.Administrator, SignInMethod.Link, "192.0.2.9");
        var viewer = Begin("bert", Role.Viewer);

        var page = Open(Url, own);

        Assert.Equal(3, page.FindAll("[data-testid=session-row]").Count);
        Assert.Equal(["setup", "Administrator", "one-time link", "192.0.2.9", "just now"], Cells(page, link)[..5]);
        Assert.Equal(["bert", "Viewer", "password", "192.0.2.7"], Cells(page, viewer)[..4]);
        Assert.Contains("3 sessions", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void OwnSession_IsMarkedAndEndsBySigningOut()
    {
        var own = Begin("ada", Role.Viewer);

        var row = Open(Url, own).Find(Row(own));

        Assert.Equal("ada this one", Text(row.Children[0]));
        Assert.Equal(SignOutForm.FormId, row.QuerySelector("button")!.GetAttribute("form"));
        Assert.Null(row.QuerySelector("[data-testid=end-session]"));
    }

    /// <summary>Whoever is signed in keeps keys, adds them and takes them away.</summary>
    [Fact]
    public async Task OwnKeys_AreAddedAndRemoved()
    {
        const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBMnb1mh4Xdfj5B8CTqLoEK/31mLv799z7b59GnUFfw1";
        var page = Open(Url, Begin("bert", Role.Viewer));

        await page.ClickAsync("[data-testid=add-keys]");
        page.WaitForElement("[data-testid=field-keys] textarea");
        await page.ActAsync(() => page.Find("[data-testid=field-keys] textarea"), keys => keys.Input("hello"));
        await page.ClickAsync("[data-testid=submit]");
        page.WaitForAssertion(() => Assert.Contains("A public key of OpenSSH", page.Find("[data-testid=field-keys] [data-testid=field-error]").TextContent, StringComparison.Ordinal));
        await page.ActAsync(() => page.Find("[data-testid=field-keys] textarea"), keys => keys.Input(Key + " bert@desk"));
        await page.ClickAsync("[data-testid=submit]");

        page.WaitForAssertion(() => Assert.Contains("bert@desk", page.Find("[data-testid=account-keys] [data-testid=ssh-key]").TextContent, StringComparison.Ordinal));
        Assert.Equal("Remove the key bert@desk SHA256:qrdhNTxqD9XbekfoGjXeFCAP95N0g7EmeFWMYb5uyvg", page.Find("[data-testid=remove-key]").GetAttribute("aria-label"));
        await page.ClickAsync("[data-testid=remove-key]");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=account-keys] [data-testid=ssh-key]")));
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Operator)]
    [Trait("Attack", "Z1")]
    public void WhoIsNoAdministrator_SeesOnlyTheirOwn(Role role)
    {
        var (here, there) = (Begin("bert", role), Begin("bert", role));
        Begin("ada", Role.Administrator);

        var page = Open(Url, here);

        Assert.Equal(new[] { here.Id, there.Id }.Order(), page.FindAll("[data-testid=session-row]").Select(row => Guid.Parse(row.GetAttribute("data-session")!)).Order());
        Assert.DoesNotContain("ada", page.Find("[aria-labelledby=signed-in]").TextContent, StringComparison.Ordinal);
        Assert.Contains("your sessions", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task End_EndsTheSessionAndItsRowGoes()
    {
        var (own, other) = (Begin("ada", Role.Administrator), Begin("bert", Role.Viewer));
        var page = Open(Url, own);
        Assert.Equal("End the session of bert from 192.0.2.7", page.Find($"{Row(other)} [data-testid=end-session]").GetAttribute("aria-label"));

        await page.ClickAsync($"{Row(other)} [data-testid=end-session]");
        page.WaitForElement("[data-testid=confirm]");
        Assert.StartsWith("End the session of bert", page.Find(".wc-dialog-title").TextContent, StringComparison.Ordinal);
        await page.ClickAsync("[data-testid=confirm]");

        page.WaitForAssertion(() =>
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.False(Sessions.IsAlive(SessionPrincipal.Of(other)));
        });
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(Row(other))));
        Assert.Empty(page.FindAll("[data-testid=error]"));
    }

    [Theory]
    [InlineData("cancel", true)]
    [InlineData("confirm", false)]
    public async Task End_OfOnesOwnOtherSession_AsksFirst(string answer, bool alive)
    {
        var (own, other) = (Begin("ada", Role.Viewer), Begin("ada", Role.Viewer));
        var page = Open(Url, own);

        await page.ClickAsync($"{Row(other)} [data-testid=end-session]");
        page.WaitForElement($"[data-testid={answer}]");
        Assert.True(Sessions.IsAlive(SessionPrincipal.Of(other)));
        await page.ClickAsync($"[data-testid={answer}]");

        page.WaitForAssertion(() => Assert.Empty(page.FindAll($"[data-testid={answer}]")));
        page.WaitForAssertion(() => Assert.Equal(alive, Sessions.IsAlive(SessionPrincipal.Of(other))));
    }

    [Fact]
    [Trait("Attack", "Z2")]
    public void WhoseOwnSessionHasEnded_IsOfferedNothing()
    {
        var (own, other) = (Begin("ada", Role.Administrator), Begin("bert", Role.Viewer));
        var page = Open(Url, own);
        page.Find($"{Row(other)} [data-testid=end-session]");

        Sessions.End(own.Id, "a test");
        Clock.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=end-session]")));
    }

    [Theory]
    [InlineData(SessionEnd.Administrator, "administrator")]
    [InlineData(SessionEnd.SignedOut, "signed-out")]
    public void WhoseOwnSessionHasEnded_IsLedToSignIn_WhichSaysWhyAndLeadsBack(SessionEnd end, string word)
    {
        var own = Begin("ada", Role.Administrator);
        Services.GetRequiredService<CircuitSession>().User = SessionPrincipal.Of(own);
        Sessions.End(own.Id, "a test", end);

        Open(Url, role: null);

        Assert.EndsWith($"/sign-in?returnUrl=%2Faccounts&ended={word}", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void WhoSignsInMeanwhile_Appears()
    {
        var page = Open(Url, Begin("ada", Role.Administrator));

        var other = Begin("bert", Role.Viewer);
        Clock.Advance(TimeSpan.FromSeconds(1));

        page.WaitForElement(Row(other));
    }

    [Fact]
    public void Roles_AreListedWithTheirGroupsTheWidestFirst()
    {
        var roles = Open(Url, Begin("bert", Role.Viewer)).Find("[aria-labelledby=roles] dl");

        Assert.Equal(["root, sudo", "libvirt", "auditors", "others"], roles.QuerySelectorAll("dt").Select(Text));
        Assert.Equal(["Administrator: everything", "Operator: starts, stops and enters machines", "Viewer: looks, changes nothing", "no entry"], roles.QuerySelectorAll("dd").Select(Text).Distinct());
    }

    [Fact]
    [Trait("Attack", "X1")]
    public void HostileNames_AreText()
    {
        var sessions = TestInventory.HostileNames.Select(name => Begin(name, Role.Viewer)).ToArray();

        var page = Open(Url, Begin("ada", Role.Administrator));

        Assert.Empty(page.FindAll("script, img[onerror], svg[onload]"));
        foreach (var session in sessions)
            Assert.Equal(session.User, page.Find($"{Row(session)} bdi").TextContent);
    }

    private Session Begin(string user, Role role) => Sessions.Begin(user, role, SignInMethod.Password, "192.0.2.7");

    private static string Row(Session session) => $"[data-session='{session.Id}']";

    private static string[] Cells(IRenderedComponent<Routes> page, Session session) => [.. page.Find(Row(session)).Children.Select(Text)];

    private static string Text(AngleSharp.Dom.IElement element) =>
        string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
