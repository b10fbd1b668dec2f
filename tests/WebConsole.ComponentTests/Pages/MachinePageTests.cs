using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Components.Shared;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Machines;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Metrics;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

public sealed class MachinePageTests : PageContext
{
    private static readonly string Url = $"/machines/{TestInventory.Id(1)}";

    [Fact]
    public void MachineThatVanishes_IsSaidAndItsPageKept()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open(Url);

        Change(snapshot => snapshot with { Machines = snapshot.Machines.Remove(TestInventory.Id(1)) });

        page.WaitForElement("[data-testid=gone]");
        Assert.Equal("web-01", page.Find("h1").TextContent);
        Assert.Contains("192.168.122.1", page.Markup, StringComparison.Ordinal);
        Assert.Equal("true", page.Find("[data-testid=machine-state]").GetAttribute("data-stale"));
        Assert.Empty(page.FindAll("[data-testid^=action-]"));
    }

    [Fact]
    public void MachineThatComesBack_IsShownAsBefore()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open(Url);
        Change(snapshot => snapshot with { Machines = snapshot.Machines.Remove(TestInventory.Id(1)) });
        page.WaitForElement("[data-testid=gone]");

        Change(_ => TestInventory.Full);

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=gone]")));
    }

    [Fact]
    public void UnknownMachine_IsSaid()
    {
        Inventory.Update(_ => TestInventory.Full);

        Assert.Single(Open($"/machines/{TestInventory.Id(99)}").FindAll("[data-testid=unknown]"));
        Assert.Single(Open($"/machines/nowhere/{TestInventory.Id(1).Uuid:D}").FindAll("[data-testid=unknown]"));
    }

    [Fact]
    public void MachineOfAHostStillBeingRead_IsAwaited()
    {
        Inventory.Update(_ => TestInventory.Loading);
        var page = Open(Url);
        Assert.Single(page.FindAll("[data-testid=loading]"));

        Change(_ => TestInventory.Full);

        page.WaitForAssertion(() => Assert.Equal("web-01", page.Find("h1").TextContent));
    }

    [Theory]
    [InlineData(MachineState.Running, "open-console")]
    [InlineData(MachineState.ShutOff, "action-start")]
    [InlineData(MachineState.Paused, "action-resume")]
    public void FilledButton_IsWhatOneMostLikelyWants(MachineState state, string button)
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [TestInventory.Machine(1, "web", state)]));

        Assert.Equal(button, Open(Url).Find(".wc-places > .wc-primary").GetAttribute("data-testid"));
    }

    [Theory]
    [InlineData(MachineState.Running, 9)]
    [InlineData(MachineState.Paused, 6)]
    [InlineData(MachineState.Suspended, 5)]
    [InlineData(MachineState.ShutOff, 3)]
    public void EachAction_IsOfferedOnce(MachineState state, int count)
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [TestInventory.Machine(1, "web", state)]));

        var offered = Open(Url).FindAll("[data-testid^=action-]:not([aria-disabled])").Select(action => action.GetAttribute("data-testid")!).ToArray();

        Assert.Equal(count, offered.Length);
        Assert.Equal(offered.Distinct(), offered);
    }

    [Theory]
    [InlineData(MachineState.Running, "shutdown reboot", "start")]
    [InlineData(MachineState.Paused, "resume", "shutdown reboot pause")]
    [InlineData(MachineState.Suspended, "wake-up", "shutdown reboot pause")]
    [InlineData(MachineState.ShuttingDown, "", "start shutdown reboot pause")]
    [InlineData(MachineState.ShutOff, "start", "shutdown reboot pause")]
    public void NoButtonIsDead_AndTheMenuSaysWhyNot(MachineState state, string buttons, string notNow)
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [TestInventory.Machine(1, "web", state)]));

        var page = Open(Url);

        Assert.Equal(buttons, string.Join(' ', page.FindAll(".wc-places > [data-testid^=action-]").Select(Action)));
        Assert.Empty(page.FindAll(".wc-places > :disabled"));
        var refused = page.FindAll(".wc-places [role=menu] [aria-disabled=true]");
        Assert.Equal(notNow, string.Join(' ', refused.Select(Action)));
        Assert.All(refused, item => Assert.EndsWith($"Not while it is {state.ToWord()}.", item.TextContent.Trim(), StringComparison.Ordinal));

        static string Action(IElement button) => button.GetAttribute("data-testid")!["action-".Length..];
    }

    /// <summary>The second click of someone's hand must not hit the opposite of what the first one asked for.</summary>
    [Fact]
    public void ButtonWhoseWordHasChanged_IsDeafForAMoment()
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [TestInventory.Machine(1, "web", MachineState.ShutOff)]));
        var page = Open(Url);
        Assert.False(page.Find("[data-testid=action-start]").HasAttribute("aria-disabled"));

        Inventory.Update(snapshot => snapshot.Set(TestInventory.Machine(1, "web")));
        Clock.Advance(TimeSpan.FromMilliseconds(100));
        page.WaitForElement(".wc-places > [data-testid=action-shutdown]");
        page.Find(".wc-places > [data-testid=action-shutdown]").Click();

        Assert.Empty(Services.GetRequiredService<TaskStore>().Recent);
        Assert.All(page.FindAll(".wc-places > [data-testid^=action-]"), button => Assert.Equal("true", button.GetAttribute("aria-disabled")));

        Clock.Advance(TimeSpan.FromMilliseconds(800));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".wc-places > [aria-disabled]")));
        page.Find(".wc-places > [data-testid=action-shutdown]").Click();
        page.WaitForAssertion(() => Assert.Equal("shut down", Assert.Single(Services.GetRequiredService<TaskStore>().Recent).Verb));
    }

    [Fact]
    public void BesideItsConsole_NoButtonLeadsThere()
    {
        Inventory.Update(_ => TestInventory.Full);

        Assert.Empty(Open($"{Url}?tab=console").FindAll("[data-testid=open-console]"));
    }

    [Fact]
    public void Head_SaysInShortWhatItIs()
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [TestInventory.Machine(1, "web")]));

        Assert.Equal("192.168.122.1 · 2 vCPUs · 2 GiB", Open(Url).Find(".wc-head-facts").GetAttribute("title"));
    }

    [Fact]
    public void Reason_StandsInTheHeadAndAmongTheFacts()
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [TestInventory.Machine(1, "web", MachineState.Paused) with
        {
            Reason = MachineReason.IoError, DiskErrors = [new DiskError("vda", NoSpace: true), new DiskError("vdb", NoSpace: false)],
        }]));
        const string Standing = "paused: I/O error, vda: no space left on the host, vdb: I/O error";

        var page = Open(Url);

        var head = page.Find("[data-testid=machine-state]");
        Assert.Equal(("paused", "io-error", Standing), (head.GetAttribute("data-state"), head.GetAttribute("data-reason"), head.GetAttribute("title")));
        Assert.Equal(Standing, head.QuerySelector(".wc-state")!.TextContent);
        Assert.Contains(page.FindAll("dd"), fact => fact.TextContent == Standing);
    }

    /// <summary>With <c>on_crash</c> set to <c>preserve</c> its QEMU stands still and waits to be looked at.</summary>
    [Fact]
    public void MachineThatCrashedAndIsKept_IsShownAsOneThatExists()
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [TestInventory.Machine(1, "web") with { State = MachineState.Crashed, Reason = MachineReason.Panicked }]));

        var page = Open(Url);

        Assert.Equal("action-reset", page.Find(".wc-places > .wc-primary").GetAttribute("data-testid"));
        Assert.Equal(["action-reset"], page.FindAll(".wc-places > [data-testid^=action-]").Select(button => button.GetAttribute("data-testid")));
        Assert.Single(page.FindAll("[data-testid=action-force-off]"));
        Assert.Empty(page.FindAll("[data-testid=action-start]"));
        Assert.Single(page.FindAll("[data-testid=machine-state] time"));
        Assert.Contains("192.168.122.1", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void ConsoleOfAMachineThatCrashed_OffersItsStartOnlyWhereNothingIsLeftOfIt(bool active, int starts)
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [TestInventory.Machine(1, "web", MachineState.Crashed) with { IsActive = active }]));

        Assert.Equal(starts, Open(Url + "?tab=console").FindAll(".console-when-off button").Count);
    }

    [Theory]
    [InlineData("?tab=console", "console-start", Role.Operator)]
    [InlineData("?tab=serial", "console-start", Role.Operator)]
    [InlineData("/console", "action-start", Role.Operator)]
    [InlineData("?tab=console", null, Role.Viewer)]
    public void ConsoleOfAMachineThatIsOff_OffersItsStart(string part, string? button, Role role)
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [TestInventory.Machine(1, "web", MachineState.ShutOff)]));

        Assert.Equal(button, Open(Url + part, role).FindAll(".console-when-off button").SingleOrDefault()?.GetAttribute("data-testid"));
    }

    [Theory]
    [InlineData("kvm", "KVM")]
    [InlineData("qemu", "emulated (no KVM)")]
    [InlineData("bhyve", "bhyve")]
    public void Virtualisation_IsSaidInWords(string type, string words)
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [TestInventory.Machine(1, "web") with { Xml = $"<domain type='{type}'><name>web</name></domain>" }]));

        Assert.Contains(Open(Url).FindAll("dd"), fact => fact.TextContent == words);
    }

    [Fact]
    public void Viewer_IsOfferedNoAction()
    {
        Inventory.Update(_ => TestInventory.Full);

        Assert.Empty(Open(Url, Role.Viewer).FindAll("[data-testid^=action-]"));
    }

    [Theory]
    [InlineData(MachineState.Running, Role.Viewer)]
    [InlineData(MachineState.Paused, Role.Operator)]
    public void MachineWithAScreen_OffersItsConsoleInATabOfItsOwn(MachineState state, Role role)
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [TestInventory.Machine(1, "web", state)]));

        var link = Open(Url, role).Find("[data-testid=open-console]");

        Assert.Equal($"{Url}/console", link.GetAttribute("href"));
        Assert.Equal("_blank", link.GetAttribute("target"));
        Assert.Equal("Console of web, in a new tab", link.GetAttribute("aria-label"));
    }

    [Fact]
    public void MachineWithoutAScreen_OffersNoConsole()
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [TestInventory.Machine(1, "web") with { Displays = [] }]));

        Assert.Empty(Open(Url).FindAll("[data-testid=open-console]"));
    }

    [Fact]
    public void Disk_ShowsItsSizeAsSoonAsItsPoolWasLookedInto()
    {
        Inventory.Update(_ => TestInventory.Full with { Volumes = TestInventory.Empty.Volumes });
        var page = Open(Url);
        Assert.Contains("vda –", page.Markup, StringComparison.Ordinal);

        Change(_ => TestInventory.Full);

        page.WaitForAssertion(() => Assert.Contains("vda 20 GiB", page.Markup, StringComparison.Ordinal));
        Assert.Contains("20 GiB disk vda", Open($"{Url}?tab=hardware").Find("[data-testid=hardware]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void DiskOutsideOfPools_ShowsItsSizeWhileItsMachineRuns()
    {
        Inventory.Update(_ => TestInventory.Full with { Volumes = TestInventory.Empty.Volumes });
        var page = Open(Url);
        Measure(TestInventory.Id(1), "vda", 30L << 30);

        Clock.Advance(TimeSpan.FromSeconds(5));
        page.WaitForAssertion(() => Assert.Contains("vda 30 GiB", page.Markup, StringComparison.Ordinal));

        Change(snapshot => snapshot.Set(TestInventory.Machine(1, "web-01", MachineState.ShutOff)));
        page.WaitForAssertion(() => Assert.Contains("vda –", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Page_IsDrawnAnewOnlyForWhatItShows()
    {
        Inventory.Update(_ => TestInventory.Full);
        Measure(TestInventory.Id(1), "vda", 30L << 30);
        var page = Open(Url).FindComponent<MachinePage>();
        var drawn = page.RenderCount;

        Measure(TestInventory.Id(1), "vda", 30L << 30);
        Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(drawn, page.RenderCount);

        Clock.Advance(TimeSpan.FromMinutes(1));
        page.WaitForAssertion(() => Assert.NotEqual(drawn, page.RenderCount));
    }

    [Theory]
    [InlineData(Role.Viewer, false)]
    [InlineData(Role.Operator, false)]
    [InlineData(Role.Administrator, true)]
    public void Autostart_IsASwitchForWhomMaySetItAndATextForOthers(Role role, bool switches)
    {
        Inventory.Update(_ => TestInventory.Full);

        var autostart = Open(Url, role).Find("[data-testid=autostart]");

        Assert.Equal(switches ? ("switch", "false") : (null, null), (autostart.GetAttribute("role"), autostart.GetAttribute("aria-checked")));
        Assert.Equal("off", autostart.TextContent);
    }

    [Fact]
    public async Task AutostartSwitch_ShowsWhatIsSoAndStartsATask()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open(Url);

        await page.ClickAsync("[data-testid=autostart]");

        Assert.Equal("autostart-on", Assert.Single(Services.GetRequiredService<TaskStore>().Recent).Action);
        Assert.Equal("false", page.Find("[data-testid=autostart]").GetAttribute("aria-checked"));
        Change(snapshot => snapshot.Set(snapshot.Machines[TestInventory.Id(1)] with { Autostart = true }));
        page.WaitForAssertion(() => Assert.Equal("true", page.Find("[data-testid=autostart]").GetAttribute("aria-checked")));
    }

    [Fact]
    public void Definition_IsShownAsItIs()
    {
        Inventory.Update(_ => TestInventory.Hostile);

        var shown = Open($"{Url}?tab=xml").Find("[data-testid=xml] code").TextContent;

        Assert.Equal(TestInventory.Hostile.Machines[TestInventory.Id(1)].Xml, shown);
    }

    [Fact]
    public async Task WhatFailedLast_IsSaidUntilItIsDismissed()
    {
        Inventory.Update(_ => TestInventory.Full);
        await AddFailedAsync(1);
        var page = Open(Url);

        var failed = page.WaitForElement("[data-testid=machine-failed]");
        Assert.Contains("Could not start web-01.", failed.TextContent, StringComparison.Ordinal);
        Assert.Contains("network 'n2' is not active", failed.TextContent, StringComparison.Ordinal);
        Assert.Contains("Network n2 is off", failed.TextContent, StringComparison.Ordinal);

        await page.ClickAsync("[data-testid=dismiss]");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=machine-failed]")));
    }

    [Fact]
    public async Task WhatFailedLast_IsOverOnceTheStateChanges()
    {
        Inventory.Update(_ => TestInventory.Full);
        await AddFailedAsync(1);
        var page = Open(Url);
        page.WaitForElement("[data-testid=machine-failed]");

        Inventory.Update(current => current with { Machines = current.Machines.SetItem(TestInventory.Id(1), current.Machines[TestInventory.Id(1)] with { State = MachineState.Paused }) });
        Clock.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=machine-failed]")));
    }

    [Fact]
    public void FullDisk_IsNamedWithItsPath_AndResumeIsNotWhatOneWants()
    {
        var web = TestInventory.Full.Machines[TestInventory.Id(1)];
        Inventory.Update(_ => TestInventory.With(TestInventory.Full, [web with
        {
            State = MachineState.Paused, Reason = MachineReason.IoError, IsActive = true, DiskErrors = [new DiskError("vda", NoSpace: true)],
        }]));
        var page = Open(Url);

        Assert.Contains("/srv/images/web-01.qcow2", page.Find("[data-testid=machine-full]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("wc-primary", page.Find(".wc-places > [data-testid=action-resume]").ClassName, StringComparison.Ordinal);

        Inventory.Update(current => TestInventory.With(current, [current.Machines[TestInventory.Id(1)] with { Reason = MachineReason.User, DiskErrors = [] }]));
        Clock.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Contains("wc-primary", page.Find(".wc-places > [data-testid=action-resume]").ClassName, StringComparison.Ordinal));
    }

    private Task AddFailedAsync(int number)
    {
        var tasks = Services.GetRequiredService<TaskStore>();
        var failed = Failed(number) with { Id = tasks.NextId() };
        tasks.Show(failed);
        tasks.Tell();
        return tasks.SaveAsync(failed);
    }

    private TaskRecord Failed(int number) => new()
    {
        Id = 0, Action = "start", Verb = "start", Target = $"web-{number:00}", Subject = TestInventory.Id(number), User = "jane", From = "192.0.2.7",
        State = TaskState.Failed, StartedAt = Clock.GetUtcNow(), EndedAt = Clock.GetUtcNow(), VirshLine = "virsh start",
        Error = "network 'n2' is not active", Advice = "Network n2 is off: start it.",
    };

    [Fact]
    public async Task DangerousAction_AsksFirst()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open(Url);

        await page.ClickAsync("[role=menu] [data-testid=action-force-off]");

        page.WaitForElement("[data-testid=confirm]");
        Assert.Contains("destroy", page.Find("[data-testid=virsh-line]").TextContent, StringComparison.Ordinal);
        await page.ClickAsync("[data-testid=cancel]");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=confirm]")));
    }

    /// <summary>What is harmless has the keyboard.</summary>
    [Theory]
    [InlineData("discard-save", "Discard the saved memory of web-01?")]
    [InlineData("force-off", "Force off web-01?")]
    [InlineData("inject-nmi", "Send an NMI to web-01?")]
    public async Task Question_IsASentence_AndCancelHasTheKeyboard(string action, string question)
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Full, [TestInventory.Full.Machines[TestInventory.Id(1)] with
        {
            IsActive = action != "discard-save", HasManagedSave = true, State = action == "discard-save" ? MachineState.ShutOff : MachineState.Running,
        }]));
        var page = Open(Url);

        await page.ClickAsync($"[role=menu] [data-testid=action-{action}]");

        page.WaitForElement("[data-testid=confirm]");
        Assert.Equal(question, page.Find(".wc-dialog-title").TextContent);
        JSInterop.VerifyFocusAsyncInvoke().Arguments[0].ShouldBeElementReferenceTo(page.Find("[data-testid=cancel]"));
    }

    [Theory]
    [InlineData("force-off")]
    [InlineData("reset")]
    public async Task CuttingAMachineOff_NamesTheDisksItWritesTo(string action)
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open(Url);

        await page.ClickAsync($"[role=menu] [data-testid=action-{action}]");

        Assert.Equal(["vda, /srv/images/web-01.qcow2"], page.WaitForElement("[data-testid=confirm-disks]").Children.Select(disk => disk.TextContent));
        Assert.Contains("is lost", page.Find(".wc-dialog").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "X1")]
    public async Task DisksOfHostileNames_AreTextAndBounded()
    {
        const string path = "/srv/\"><script>alert(1)</script>\u202egpj.raw";
        var disks = string.Concat(Enumerable.Range(0, 30).Select(number => $"<disk type='file' device='disk'><source file='{System.Security.SecurityElement.Escape(path)}'/><target dev='vd{number}'/></disk>"));
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [TestInventory.Machine(1, "web") with
        {
            Xml = $"""
                <domain><name>web</name><devices>
                  <disk type='file' device='cdrom'><source file='/srv/debian.iso'/><target dev='sda'/><readonly/></disk>
                  <disk type='file' device='disk'><source file='/srv/base.raw'/><target dev='sdb'/><readonly/></disk>
                  {disks}
                </devices></domain>
                """,
        }]));
        var page = Open(Url);

        await page.ClickAsync("[role=menu] [data-testid=action-force-off]");

        var shown = page.WaitForElement("[data-testid=confirm-disks]");
        Assert.Empty(page.FindAll(".wc-dialog script"));
        Assert.Equal("vd0, " + path.Replace('\u202e', '\ufffd'), shown.FirstElementChild!.TextContent);
        Assert.Equal(9, shown.ChildElementCount);
        Assert.Equal("and 22 more", shown.LastElementChild!.TextContent);
    }

    private void Measure(MachineId machine, string disk, long bytes)
    {
        var series = Services.GetRequiredService<MetricsStore>().Host(machine.Host);
        series.Begin(Clock.GetTimestamp());
        series.SetMachine(machine.Uuid, new SampleBuffer(), TimeSpan.Zero);
        series.SetDiskSizes(machine.Uuid, [new DiskCounters(disk, 0, 0, 0, 0) { CapacityBytes = bytes }]);
        series.Publish();
    }
}
