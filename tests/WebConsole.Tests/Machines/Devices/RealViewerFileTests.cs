using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using WebConsole.Hosting;
using WebConsole.Security;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Storage;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Machines.Devices;

/// <summary>The file for virt-viewer of machines that run under QEMU: what its password opens, and for how long.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed partial class RealViewerFileTests : RealDevices
{
    private const string Name = "viewer-guest", Own = "own-pass";

    private const string WithPassword = $"s|<graphics type='vnc'|<graphics type='vnc' passwd='{Own}'|";

    [Fact]
    [Trait("Attack", "C4")]
    public async Task PasswordOfTheFile_OpensTheScreen_UntilItsTimeIsOver()
    {
        await using var guest = await StartGuestAsync(Name, WithPassword);
        await ShownAsync(guest);
        var (port, password) = await FileAsync(guest);

        Assert.True(await VncPassword.OpensAsync(port, password!, Cancel));
        Assert.False(await VncPassword.OpensAsync(port, Own, Cancel));
        // QEMU itself ends it, whatever becomes of WebConsole.
        var ends = DateTimeOffset.Parse(ValidTo().Match(await LiveSecretsAsync()).Groups[1].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        Assert.InRange(ends - DateTimeOffset.UtcNow, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        // The console in the browser asks for no password.
        await using var console = await ConsoleClient.GraphicsAsync(ConsoleServer.Connection(App, App.Begin(Role.Operator, "olga")), guest.Id.ToString(), viewOnly: false, Cancel);
        Assert.Equal(RfbTalk.Version(), await console.ReadAsync(12, Cancel));
        // Others may work on the machine meanwhile.
        await DoAsync(HttpMethod.Post, $"{Address(guest)}/pause", new { });

        await UntilAsync(async () => await VncPassword.OpensAsync(port, Own, Cancel));
        Assert.False(await VncPassword.OpensAsync(port, password!, Cancel));
        await IsAsBeforeAsync();
        await UntilAsync(async () => (await TaskAsync()).GetProperty("state").GetString() is "succeeded");
        Assert.DoesNotContain(password!, (await GetAsync("/api/v1/tasks")).ToString() + await TaskAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TaskThatIsCancelled_EndsThePassword_AndALaterOneIsTheOnlyOne()
    {
        await using var guest = await StartGuestAsync(Name, WithPassword);
        await ShownAsync(guest);
        var (port, first) = await FileAsync(guest);
        var (_, second) = await FileAsync(guest);
        Assert.False(await VncPassword.OpensAsync(port, first!, Cancel));
        Assert.True(await VncPassword.OpensAsync(port, second!, Cancel));

        using var cancelled = await Client.PostAsync($"/api/v1/tasks/{(await TaskAsync()).GetProperty("id")}/cancel", null, Cancel);
        Assert.True(cancelled.IsSuccessStatusCode, await cancelled.Content.ReadAsStringAsync(Cancel));
        await UntilAsync(async () => await VncPassword.OpensAsync(port, Own, Cancel));

        Assert.False(await VncPassword.OpensAsync(port, second!, Cancel));
        await IsAsBeforeAsync();
    }

    /// <summary>Also where the whole display comes back, which the next start would not have.</summary>
    [Fact]
    [Trait("Attack", "C4")]
    public async Task PendingChangesThatAreTakenBackMeanwhile_LeaveTheDisplayItsOwn()
    {
        await using var guest = await StartGuestAsync(Name, WithPassword);
        await ShownAsync(guest);
        await FileAsync(guest);
        await ShellAsync($"virsh setmem --config {Name} 65536");

        await DoAsync(HttpMethod.Delete, $"{Address(guest)}/pending", new { });
        Assert.Contains($"passwd='{Own}'", await StoredSecretsAsync(), StringComparison.Ordinal);

        await ShellAsync($"virsh dumpxml --inactive {Name} | sed \"/<graphics type='vnc'/,/<.graphics>/d\" | virsh define /dev/stdin");
        Assert.DoesNotContain("passwd", await StoredSecretsAsync(), StringComparison.Ordinal);
        await FileAsync(guest);
        await DoAsync(HttpMethod.Delete, $"{Address(guest)}/pending", new { });
        Assert.Contains($"passwd='{Own}'", await StoredSecretsAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("passwdValidTo", await StoredSecretsAsync(), StringComparison.Ordinal);

        using var cancelled = await Client.PostAsync($"/api/v1/tasks/{(await TaskAsync()).GetProperty("id")}/cancel", null, Cancel);
        await IsAsBeforeAsync();
    }

    /// <summary>The password in the saved memory has ended when the machine goes on.</summary>
    [Fact]
    [Trait("Attack", "C4")]
    public async Task MachineThatIsSavedMeanwhile_GoesOnWithItsOwn()
    {
        await using var guest = await StartGuestAsync(Name, WithPassword);
        await ShownAsync(guest);
        await FileAsync(guest);
        await ShellAsync($"virsh managedsave {Name}");

        using var cancelled = await Client.PostAsync($"/api/v1/tasks/{(await TaskAsync()).GetProperty("id")}/cancel", null, Cancel);
        await UntilAsync(async () => (await TaskAsync()).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        await ShellAsync($"virsh start {Name}");

        await IsAsBeforeAsync();
    }

    /// <summary>libvirt waits for QEMU, and WebConsole for both.</summary>
    [Fact]
    public async Task QemuThatDoesNotAnswerAtTheEnd_GivesTheDisplayItsOwnLater()
    {
        await using var guest = await StartGuestAsync(Name, WithPassword);
        await ShownAsync(guest);
        var (port, password) = await FileAsync(guest);
        await guest.FreezeAsync();

        await UntilAsync(async () => (await TaskAsync()).GetProperty("phase").GetString() is "waits for libvirt");
        await ShellAsync($"kill -CONT $(cat /run/libvirt/qemu/{Name}.pid)");

        await UntilAsync(async () => (await TaskAsync()).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        var ended = await TaskAsync();
        Assert.True(ended.GetProperty("state").GetString() is "succeeded", ended.ToString());
        Assert.True(await VncPassword.OpensAsync(port, Own, Cancel));
        Assert.False(await VncPassword.OpensAsync(port, password!, Cancel));
        await IsAsBeforeAsync();
    }

    /// <summary>QEMU can't make a display ask for a password while it runs.</summary>
    [Fact]
    public async Task DisplayWithoutAPassword_StaysAsItIs()
    {
        await using var guest = await StartGuestAsync(Name);
        await ShownAsync(guest);
        var before = await LiveSecretsAsync();

        var (_, password) = await FileAsync(guest);

        Assert.Null(password);
        Assert.Equal(before, await LiveSecretsAsync());
        await UntilAsync(async () => (await TaskAsync()).GetProperty("state").GetString() is "succeeded");
    }

    [Fact]
    public async Task Spice_HasALongerOne_AndItsOwnAfterwards()
    {
        await using var guest = await StartGuestAsync(Name, $"/<graphics type='vnc'/,/<.graphics>/d; s|</devices>|<graphics type='spice' autoport='yes' passwd='{Own}'><listen type='address' address='127.0.0.1'/></graphics></devices>|");
        await ShownAsync(guest);

        var (_, password) = await FileAsync(guest);
        Assert.Contains($"passwd='{password}' passwdValidTo=", await LiveSecretsAsync(), StringComparison.Ordinal);
        Assert.Equal(32, password!.Length);

        using var cancelled = await Client.PostAsync($"/api/v1/tasks/{(await TaskAsync()).GetProperty("id")}/cancel", null, Cancel);
        await UntilAsync(async () => (await TaskAsync()).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        await IsAsBeforeAsync();
    }

    private Task ShownAsync(Consoles.RealGuest guest) => UntilAsync(async () => (await GetAsync(Address(guest))).GetProperty("displays").GetArrayLength() > 0);

    /// <summary>As a browser gets it.</summary>
    private async Task<(int Port, string? Password)> FileAsync(Consoles.RealGuest guest)
    {
        using var browser = App.SignedIn(Role.Operator, "olga");
        using var answer = await browser.PostFormAsync(AppUrls.ViewerFile(guest.Id, "0"));
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.StatusCode is HttpStatusCode.OK, text);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        var lines = text.Split('\n').Where(line => line.Contains('=', StringComparison.Ordinal)).ToDictionary(line => line[..line.IndexOf('=', StringComparison.Ordinal)], line => line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        return (int.Parse(lines["port"], CultureInfo.InvariantCulture), lines.GetValueOrDefault("password"));
    }

    private async Task<JsonElement> TaskAsync() =>
        (await GetAsync("/api/v1/tasks")).GetProperty("items").EnumerateArray().First(task => task.GetProperty("action").GetString() is "viewer-file");

    private static Task<string> LiveSecretsAsync() => ShellAsync($"virsh dumpxml --security-info {Name} | grep '<graphics'");

    private static Task<string> StoredSecretsAsync() => ShellAsync($"virsh dumpxml --inactive --security-info {Name} | grep '<graphics' || true");

    private static async Task IsAsBeforeAsync()
    {
        // QEMU has the password a moment before libvirt says so.
        await UntilAsync(async () => (await LiveSecretsAsync()).Contains($"passwd='{Own}'", StringComparison.Ordinal));
        Assert.DoesNotContain("passwdValidTo", await LiveSecretsAsync(), StringComparison.Ordinal);
        Assert.Contains($"passwd='{Own}'", await ShellAsync($"virsh dumpxml --security-info --inactive {Name}"), StringComparison.Ordinal);
    }

    [GeneratedRegex("passwdValidTo='([^']+)'")]
    private static partial Regex ValidTo();
}
