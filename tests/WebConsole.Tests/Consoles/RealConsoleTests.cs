using System.Buffers.Binary;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Lanes;
using WebConsole.Security;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Consoles;

/// <summary>The console hub on a real guest of a real QEMU.</summary>
[Trait("Category", "Integration")]
public sealed class RealConsoleTests : IAsyncLifetime
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Sooner than the time limit of a click.</summary>
    private static readonly TimeSpan MuchSooner = LaneLimits.Of(Lane.Commands).Patience / 2;

    private TestApplication _app = null!;

    public async ValueTask InitializeAsync() => _app = await TestApplication.StartAsync(null, null, "--host", "local=qemu:///system");

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    [Trait("Attack", "C7")]
    public async Task TwoAtOneScreen_BothSeeIt()
    {
        await using var guest = await StartAsync("console-two");
        await using var first = await GraphicsAsync(guest, "olga", Role.Operator);
        var (width, height) = await SeeAsync(first);
        Assert.InRange(width, 320, 4096);
        Assert.InRange(height, 200, 4096);

        await using var second = await GraphicsAsync(guest, "vera", Role.Viewer);
        Assert.True(await second.Opened(Cancellation));
        await SeeAsync(second);

        await first.SendAsync(RfbTalk.UpdateRequest(incremental: false));
        Assert.Equal(0, (await first.ReadAsync(1, Cancellation))[0]);
    }

    [Fact]
    [Trait("Attack", "C11")]
    public async Task ScreenWithoutAnyListener_Opens()
    {
        await using var guest = await StartAsync("console-quiet", "s|<graphics type='vnc'.*|<graphics type='vnc'>|; s|<listen type='address'.*/>|<listen type='none'/>|");
        var process = (await File.ReadAllTextAsync("/run/libvirt/qemu/console-quiet.pid", Cancellation)).Trim();
        Assert.Contains("\0-vnc\0none", await File.ReadAllTextAsync($"/proc/{process}/cmdline", Cancellation), StringComparison.Ordinal);
        await using var client = await GraphicsAsync(guest, "olga", Role.Operator);
        await SeeAsync(client);
    }

    [Fact]
    [Trait("Attack", "C6")]
    public async Task MachineStops_EndsItsConsoleAndOpensNoOther()
    {
        await using var guest = await StartAsync("console-stops");
        await using var client = await GraphicsAsync(guest, "olga", Role.Operator);
        await SeeAsync(client);
        await guest.StopAsync();
        Assert.Equal("ended", await client.Closed(Cancellation));

        await using var again = await GraphicsAsync(guest, "olga", Role.Operator);
        Assert.Equal("off", await again.Closed(Cancellation));
        await guest.StartAsync();
    }

    [Fact]
    public async Task SerialLine_AnswersAndIsOnePersonsAtATime()
    {
        await using var guest = await StartAsync("console-serial");
        await using var first = await ConsoleClient.TextAsync(Connect("olga", Role.Operator), guest.Id, takeOver: false, Cancellation);
        await ReadUntilAsync(first, "# ");
        await first.SendAsync("echo serial-$((6*7))\n"u8.ToArray());
        await ReadUntilAsync(first, "serial-42");

        await using var second = await ConsoleClient.TextAsync(Connect("otto", Role.Operator), guest.Id, takeOver: false, Cancellation);
        Assert.StartsWith("busy: ", await second.Closed(Cancellation), StringComparison.Ordinal);

        await using var third = await ConsoleClient.TextAsync(Connect("otto", Role.Operator), guest.Id, takeOver: true, Cancellation);
        Assert.False(await third.Opened(Cancellation));
        Assert.Equal("ended", await first.Closed(Cancellation));
        await third.SendAsync("echo third-$((6*7))\n"u8.ToArray());
        await ReadUntilAsync(third, "third-42");
    }

    [Fact]
    [Trait("Attack", "C7")]
    public async Task LineTakenOverWhileBytesAreSent_HoldsUpNothingElse()
    {
        await using var guest = await StartAsync("console-taken");
        var gateway = _app.Services.GetRequiredService<HypervisorGateway>();
        var holder = await ConsoleClient.TextAsync(Connect("olga", Role.Operator), guest.Id, takeOver: true, Cancellation);
        // More often than a connection has request slots, because each such loss can block one.
        for (var i = 0; i < 12; i++)
        {
            Assert.False(await holder.Opened(Cancellation));
            for (var line = 0; line < 50; line++)
                await holder.SendAsync("#####################################################\n"u8.ToArray());
            var next = await ConsoleClient.TextAsync(Connect("otto", Role.Operator), guest.Id, takeOver: true, Cancellation);
            Assert.Equal("ended", await holder.Closed(Cancellation));
            await holder.DisposeAsync();
            holder = next;
            Assert.Equal(guest.Id.Uuid, await gateway.RunAsync(guest.Id, Lane.Commands, domain => domain.Uuid, Cancellation));
        }
        await holder.DisposeAsync();
    }

    [Fact]
    [Trait("Attack", "D6")]
    public async Task ConsolesOfFrozenMachines_HoldUpNeitherClicksNorOtherConsoles()
    {
        await using var live = await StartAsync("console-live");
        await using var first = await StartAsync("console-frozen-1");
        await using var second = await StartAsync("console-frozen-2");
        var gateway = _app.Services.GetRequiredService<HypervisorGateway>();

        await using var waiting = await OpenFrozenAsync(first);
        await using var screen = await GraphicsAsync(live, "vera", Role.Viewer);
        await SeeAsync(screen);
        Assert.False(waiting.Closed(Cancellation).IsCompleted, "The other console came only when this one was given up");

        await using var waitingToo = await OpenFrozenAsync(second);
        await gateway.RunAsync(live.Id, Lane.Commands, domain => { domain.Suspend(); domain.Resume(); return true; }, Cancellation)
            .WaitAsync(MuchSooner, Cancellation);
        Assert.StartsWith("no-answer: ", await waiting.Closed(Cancellation), StringComparison.Ordinal);
        Assert.StartsWith("no-answer: ", await waitingToo.Closed(Cancellation), StringComparison.Ordinal);

        await using var later = await GraphicsAsync(live, "vera", Role.Viewer);
        await SeeAsync(later);
        Assert.Equal(ConnectionState.Connected, _app.Services.GetRequiredService<InventoryStore>().Current.Host("local")!.Connection);
    }

    private async Task<RealGuest> StartAsync(string name, string? change = null)
    {
        var guest = await RealGuest.StartAsync(name, change);
        var inventory = _app.Services.GetRequiredService<InventoryStore>();
        await Eventually.TrueAsync(() => inventory.Current.Machines.ContainsKey(guest.Id), Cancellation);
        return guest;
    }

    private Task<ConsoleClient> GraphicsAsync(RealGuest guest, string user, Role role) =>
        ConsoleClient.GraphicsAsync(Connect(user, role), guest.Id.ToString(), viewOnly: false, Cancellation);

    /// <summary>A viewer's console of a stopped machine, after its call has occupied a worker.</summary>
    private async Task<ConsoleClient> OpenFrozenAsync(RealGuest guest)
    {
        await guest.FreezeAsync();
        var waiting = await GraphicsAsync(guest, "vera", Role.Viewer);
        // Each call that is not refused occupies a worker until its time limit.
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            await using var another = await GraphicsAsync(guest, "olga", Role.Operator);
            if ((await another.Closed(Cancellation)).Contains("busy", StringComparison.Ordinal))
                return waiting;
        }
        throw new TimeoutException($"No call holds a worker for {guest.Id}");
    }

    private Microsoft.AspNetCore.SignalR.Client.IHubConnectionBuilder Connect(string user, Role role) =>
        ConsoleServer.Connection(_app, _app.Begin(role, user));

    /// <summary>Performs the handshake, requests the whole picture and waits for its first rectangle.</summary>
    private static async Task<(int Width, int Height)> SeeAsync(ConsoleClient client)
    {
        Assert.Equal(RfbTalk.Version(), await client.ReadAsync(12, Cancellation));
        await client.SendAsync(RfbTalk.Version());
        // Without a password, whatever the definition says, because access has already been checked.
        Assert.Equal([1, 1], await client.ReadAsync(2, Cancellation));
        await client.SendAsync([1]);
        Assert.Equal([0, 0, 0, 0], await client.ReadAsync(4, Cancellation));
        await client.SendAsync([0]);
        var init = await client.ReadAsync(24, Cancellation);
        await client.ReadAsync(BinaryPrimitives.ReadInt32BigEndian(init.AsSpan(20)), Cancellation);
        await client.SendAsync([.. RfbTalk.SetEncodings(0), .. RfbTalk.UpdateRequest(incremental: false)]);
        Assert.Equal(0, (await client.ReadAsync(4, Cancellation))[0]);
        return (BinaryPrimitives.ReadUInt16BigEndian(init), BinaryPrimitives.ReadUInt16BigEndian(init.AsSpan(2)));
    }

    private static async Task ReadUntilAsync(ConsoleClient client, string text)
    {
        var seen = new StringBuilder();
        while (!seen.ToString().Contains(text, StringComparison.Ordinal))
            seen.Append((char)(await client.ReadAsync(1, Cancellation))[0]);
    }
}
