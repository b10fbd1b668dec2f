using System.Security.Claims;
using Microsoft.Extensions.Logging.Abstractions;
using WebConsole.Operations;
using WebConsole.Preferences;
using Xunit;

namespace WebConsole.Tests.Preferences;

public sealed class UserSettingsTests : IDisposable
{
    private readonly TaskDatabase _database = new(null, TimeProvider.System, NullLogger<TaskDatabase>.Instance);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Setting_IsOfOnePerson()
    {
        var settings = new UserSettings(_database);
        await settings.WriteAsync(Person("anna"), "page.unfolded", "disks");
        await settings.WriteAsync(Person("anna"), "page.unfolded", "disks '; DROP TABLE tasks; --");

        Assert.Equal("disks '; DROP TABLE tasks; --", await settings.ReadAsync(Person("anna"), "page.unfolded", Cancel));
        Assert.Null(await settings.ReadAsync(Person("bert"), "page.unfolded", Cancel));
        Assert.Null(await settings.ReadAsync(Person("anna"), "other", Cancel));
    }

    [Fact]
    public async Task SettingThatIsTooLong_IsNotKept()
    {
        var settings = new UserSettings(_database);

        await settings.WriteAsync(Person("anna"), "page", new string('x', UserSettings.LongestValue + 1));

        Assert.Null(await settings.ReadAsync(Person("anna"), "page", Cancel));
    }

    private static ClaimsPrincipal Person(string name) => new(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], "test", ClaimTypes.Name, ClaimTypes.Role));
}
