using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Components;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Machines.Guest;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Guests;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>The tab about the inside of a guest, in each state of its agent.</summary>
public sealed class GuestViewTests : PageContext
{
    private const string Hostile = "\\u202egnp.exe <script>alert(1)</script>";

    private static readonly string Url = $"/machines/{TestInventory.Id(1)}?tab=guest";

    private int _asked;

    [Theory]
    [InlineData(null, MachineState.Running, "no-channel")]
    [InlineData("disconnected", MachineState.Running, "disconnected")]
    [InlineData("connected", MachineState.ShutOff, "off")]
    [InlineData("connected", MachineState.Paused, "off")]
    public void WithoutAnAgent_NothingIsAsked_AndThePageSaysWhatToDo(string? channel, MachineState state, string wanted)
    {
        var page = OpenGuest(channel, state);

        Assert.Equal(wanted, page.Find("[data-testid=guest]").GetAttribute("data-state"));
        Assert.Equal(0, _asked);
        Assert.Equal(state is MachineState.ShutOff ? 1 : 0, page.FindAll("[data-testid=guest-start]").Count);
        var installs = page.FindAll("[data-testid=install-agent]");
        Assert.Equal(wanted is "off" ? 0 : 1, installs.Count);
        if (installs.Count > 0)
            Assert.Contains("apt install qemu-guest-agent", installs[0].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void SystemThatNobodyKnows_GetsAllWaysToInstall() =>
        Assert.True(OpenGuest("disconnected", os: "http://example.org/other/1").FindAll("[data-testid=install-agent]").Count > 5);

    [Theory]
    [InlineData(Role.Viewer, false)]
    [InlineData(Role.Operator, false)]
    [InlineData(Role.Administrator, true)]
    public async Task MissingChannel_IsAddedByOneClick(Role role, bool may)
    {
        var page = OpenGuest(null, role: role);
        Assert.Equal(may ? 1 : 0, page.FindAll("[data-testid=add-channel]").Count);
        if (!may)
            return;

        await page.ClickAsync("[data-testid=add-channel]");

        Assert.Equal("add-device", Assert.Single(Services.GetRequiredService<TaskStore>().Recent).Action);
    }

    [Fact]
    public void Answer_IsShownWhole()
    {
        var page = OpenGuest("connected", answer: new(GuestAgentState.Connected, Full));

        page.WaitForElement("[data-testid=guest-facts]");
        Assert.Contains("Debian GNU/Linux 12", page.Find("[data-testid=guest-facts]").TextContent, StringComparison.Ordinal);
        Assert.Equal("right", page.Find("[data-testid=guest-drift]").TextContent.Trim());
        Assert.Contains("5 GiB of 20 GiB", page.Find("[data-testid=guest-file-systems]").TextContent, StringComparison.Ordinal);
        Assert.Contains("vda", page.Find("[data-testid=guest-file-systems]").TextContent, StringComparison.Ordinal);
        Assert.Contains("192.0.2.7/24", page.Find("[data-testid=guest-interfaces]").TextContent, StringComparison.Ordinal);
        Assert.Contains("ann", page.Find("[data-testid=guest-users]").TextContent, StringComparison.Ordinal);

        // What changes elsewhere draws the page anew, and asks nobody.
        Change(snapshot => snapshot.Set(snapshot.Machines[TestInventory.Id(1)] with { Title = "Another" }));
        page.WaitForAssertion(() => Assert.Equal("connected", page.Find("[data-testid=guest]").GetAttribute("data-state")));
        Assert.Equal(1, _asked);
    }

    [Theory]
    [InlineData(90.0, "1 min ahead")]
    [InlineData(-7200.0, "2 h behind")]
    public void ClockThatIsWrong_IsSaid(double drift, string words) =>
        Assert.Equal(words, OpenGuest("connected", answer: new(GuestAgentState.Connected, Full with { DriftSeconds = drift })).WaitForElement("[data-testid=guest-drift]").TextContent.Trim());

    [Theory]
    [InlineData(-86_400)]
    [InlineData(86_400)]
    [Trait("Attack", "V5")]
    public void HostileAnswer_IsShownAsText(int offset)
    {
        // The latest that the reader lets through.
        var late = new DateTimeOffset(8999, 12, 31, 23, 59, 59, TimeSpan.Zero);
        var page = OpenGuest("connected", answer: new(GuestAgentState.Connected, new GuestFacts
        {
            ReadAt = Clock.GetUtcNow(), HostName = Hostile, System = Hostile, Kernel = Hostile, TimeZone = Hostile, TimeZoneOffset = offset, Time = late, DriftSeconds = 1e11, IsCut = true,
            Users = [new(Hostile, late), new(Hostile, DateTimeOffset.MinValue)],
            FileSystems = [new(Hostile, Hostile, Hostile, long.MaxValue, 1, [Hostile]), new(Hostile, null, null, null, null, [])],
            Interfaces = [new(Hostile, Hostile, [Hostile]), new(Hostile, null, [])],
            Disks = [new(Hostile, true, Hostile, Hostile), new(Hostile, true, null, null)],
        }));

        page.WaitForElement("[data-testid=guest-cut]");
        Assert.Empty(page.FindAll("[data-testid=guest] script"));
        Assert.Contains(Hostile, page.Find("[data-testid=guest-facts]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GuestAgentState.Silent, "does not answer")]
    [InlineData(GuestAgentState.Busy, "is busy")]
    [InlineData(GuestAgentState.Refused, "refused")]
    public async Task AgentThatDoesNotTell_IsNamed_AndAskedAgainWhenSomebodyWants(GuestAgentState state, string words)
    {
        var page = OpenGuest("connected", answer: new(state, Said: "Guest agent is not responding: " + Hostile));

        Assert.Contains(words, page.WaitForElement("[data-testid=guest-failed]").TextContent, StringComparison.Ordinal);
        Assert.Contains(Hostile, page.Find("[data-testid=guest-failed]").TextContent, StringComparison.Ordinal);
        await page.ClickAsync("[data-testid=guest-refresh]");
        Assert.Equal(2, _asked);
    }

    [Theory]
    [InlineData(Role.Viewer, "")]
    [InlineData(Role.Operator, "sync-time trim freeze thaw")]
    [InlineData(Role.Administrator, "sync-time trim freeze thaw set-password set-ssh-keys run-program")]
    public void EachRole_IsOfferedWhatItMay(Role role, string actions)
    {
        var page = OpenGuest("connected", answer: new(GuestAgentState.Connected, Full), role: role);

        page.WaitForElement("[data-testid=guest-facts]");
        Assert.Equal(actions, string.Join(' ', page.FindAll("[data-testid=guest] [data-testid^=action-]").Select(item => item.GetAttribute("data-testid")!["action-".Length..])));
        Assert.Empty(page.FindAll(".wc-places [data-testid=action-trim]"));
    }

    [Fact]
    public async Task WhatIsFrozen_IsSaidWithItsEnd_AndReadAgainWhenItIsThawed()
    {
        var frozen = Services.GetRequiredService<FrozenGuests>();
        var guest = new FrozenGuest(TestInventory.Id(1), Clock.GetUtcNow(), Clock.GetUtcNow().AddMinutes(5));
        await frozen.BeginAsync(guest);
        var page = OpenGuest("connected", answer: new(GuestAgentState.Connected, Full));

        Assert.Equal("frozen", page.Find("[data-testid=guest]").GetAttribute("data-state"));
        Assert.Contains("frozen since", page.Find("[data-testid=guest-frozen]").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find("[data-testid=guest-thaw]"));
        Assert.Equal(0, _asked);

        await frozen.EndAsync(guest);
        Clock.Advance(TimeSpan.FromSeconds(1));
        page.WaitForElement("[data-testid=guest-facts]");
        Assert.Empty(page.FindAll("[data-testid=guest-frozen]"));
    }

    [Theory]
    [InlineData(Role.Operator, 0)]
    [InlineData(Role.Administrator, 1)]
    public void OutputOfPrograms_IsForAdministrators(Role role, int shown)
    {
        Services.GetRequiredService<GuestRuns>().Add(new GuestRun(TestInventory.Id(1), 7, Clock.GetUtcNow(), "root", "/bin/df -h", 1, null, "<b>out</b>\n", "err", true));

        var runs = OpenGuest("connected", answer: new(GuestAgentState.Connected, Full), role: role).FindAll("[data-testid=guest-run]");

        Assert.Equal(shown, runs.Count);
        if (shown > 0)
            Assert.Equal(("<b>out</b>\n", "err"), (runs[0].QuerySelector("[data-testid=guest-output]")!.TextContent, runs[0].QuerySelector("[data-testid=guest-errors]")!.TextContent));
    }

    private GuestFacts Full => new()
    {
        ReadAt = Clock.GetUtcNow(), HostName = "web", System = "Debian GNU/Linux 12 (bookworm)", Kernel = "6.1.0-18-amd64 x86_64", TimeZone = "CET", TimeZoneOffset = 3600, Time = Clock.GetUtcNow(), DriftSeconds = 0.2, Load = [0.5, 0.2, 0.1],
        Users = [new("ann", Clock.GetUtcNow().AddHours(-2))],
        FileSystems = [new("/", "vda1", "ext4", 5L << 30, 20L << 30, ["vda"])],
        Interfaces = [new("eth0", "52:54:00:00:00:01", ["192.0.2.7/24", "fe80::1/64"])],
        Disks = [new("/dev/vda", false, "vda", null)],
    };

    private IRenderedComponent<Routes> OpenGuest(string? channel, MachineState state = MachineState.Running, GuestAnswer? answer = null, Role role = Role.Administrator, string os = "http://debian.org/debian/12")
    {
        Services.GetRequiredService<GuestParts>().Ask = (_, _) =>
        {
            _asked++;
            return Task.FromResult(answer ?? new GuestAnswer(GuestAgentState.Silent));
        };
        var device = channel is null ? "" : $"<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0' state='{channel}'/></channel>";
        var xml = $"<domain type='kvm'><name>web</name><metadata><libosinfo:libosinfo xmlns:libosinfo='http://libosinfo.org/xmlns/libvirt/domain/1.0'><libosinfo:os id='{os}'/></libosinfo:libosinfo></metadata><devices>{device}</devices></domain>";
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [TestInventory.Machine(1, "web", state) with { Xml = xml, InactiveXml = xml.Replace(device.Length > 0 ? device : "\0", "", StringComparison.Ordinal) }]));
        return Open(Url, role);
    }
}
