using System.Net;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Hosting;
using WebConsole.Security.SignIn;
using WebConsole.Tests.Operations;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Security;

/// <summary>
/// Two WebConsoles under one host name, as with <c>ssh -L</c> to two hosts: one browser with shared cookies.
/// </summary>
public sealed class TwoInstallationsTests
{
    [Fact]
    public async Task SigningInToOne_KeepsTheSessionOfTheOther()
    {
        await using var first = await TestApplication.StartAsync();
        await using var second = await TestApplication.StartAsync();
        var cookies = new CookieContainer();
        foreach (var app in new[] { first, second })
        {
            using var browser = app.Anonymous(cookies);
            using var answer = await browser.PostFormAsync("/sign-in", ("token", app.Services.GetRequiredService<SignInLinks>().Create()));
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        }

        foreach (var app in new[] { first, second })
        {
            using var browser = app.Anonymous(cookies);
            using var answer = await browser.GetAsync(new Uri("/api/v1/hosts", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public void Id_LastsAsLongAsTheDirectory_AndIsMadeAnewWhereItWasCutOff()
    {
        using var directory = new TemporaryDirectory();
        var state = Directory.CreateDirectory(directory["state"]).FullName;
        var id = InstallationId.Of(state);

        Assert.Matches("^[0-9a-f]{8}$", id);
        Assert.Equal(id, InstallationId.Of(state));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(StateDirectory.Installation(state)));

        File.WriteAllText(StateDirectory.Installation(state), id[..3]);
        Assert.Matches("^[0-9a-f]{8}$", InstallationId.Of(state));
    }
}
