using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Components.Shared;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>Which actions the page of a machine offers to whom, and what it asks.</summary>
public sealed class MachinePageActionsTests : PageContext
{
    private static readonly string Url = $"/machines/{TestInventory.Id(1)}";

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
    [InlineData(MachineState.Running, 13)]
    [InlineData(MachineState.Paused, 10)]
    [InlineData(MachineState.Suspended, 9)]
    [InlineData(MachineState.ShutOff, 9)]
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
        // Renaming has a reason of its own.
        var refused = page.FindAll(".wc-places [role=menu] [data-testid^=action-][aria-disabled=true]:not([data-testid=action-rename])");
        Assert.Equal(notNow, string.Join(' ', refused.Select(Action)));
        var why = $"Not while it is {state.ToWord()}.";
        Assert.All(refused, item => Assert.Equal(why, item.Closest("[role=group]:not(.wc-places)")!.GetAttribute("aria-label")));
        Assert.Equal(refused.Count > 0 ? 1 : 0, page.Find(".wc-places [role=menu]").TextContent.Split(why).Length - 1);

        static string Action(IElement button) => button.GetAttribute("data-testid")!["action-".Length..];
    }

    /// <summary>The second click of a double click must not trigger the opposite action of the first.</summary>
    [Fact]
    public async Task ButtonWhoseWordHasChanged_IsDeafForAMoment()
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [TestInventory.Machine(1, "web", MachineState.ShutOff)]));
        var page = Open(Url);
        Assert.False(page.Find("[data-testid=action-start]").HasAttribute("aria-disabled"));

        Inventory.Update(snapshot => snapshot.Set(TestInventory.Machine(1, "web")));
        Clock.Advance(TimeSpan.FromMilliseconds(100));
        page.WaitForElement(".wc-places > [data-testid=action-shutdown]");
        await page.ClickAsync(".wc-places > [data-testid=action-shutdown]");

        Assert.Empty(Services.GetRequiredService<TaskStore>().Recent);
        Assert.All(page.FindAll(".wc-places > [data-testid^=action-]"), button => Assert.Equal("true", button.GetAttribute("aria-disabled")));

        Clock.Advance(TimeSpan.FromMilliseconds(800));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".wc-places > [aria-disabled]")));
        await page.ClickAsync(".wc-places > [data-testid=action-shutdown]");
        page.WaitForAssertion(() => Assert.Equal("shut down", Assert.Single(Services.GetRequiredService<TaskStore>().Recent).Verb));
    }

    [Fact]
    public void BesideItsConsole_NoButtonLeadsThere()
    {
        Inventory.Update(_ => TestInventory.Full);

        Assert.Empty(Open($"{Url}?tab=console").FindAll("[data-testid=open-console]"));
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
    public void OrderOfTheStart_IsShown_WithWhatItDependsOn()
    {
        Inventory.Update(_ => TestInventory.Full.Set(TestInventory.Full.Machines[TestInventory.Id(1)] with { StartOrder = new StartOrder(10, 30), Autostart = true, Icon = "web" }));

        var page = Open(Url);

        var autostart = page.Find("[data-testid=autostart]");
        Assert.Equal(("true", "in order, by WebConsole: 10"), (autostart.GetAttribute("aria-checked"), autostart.TextContent));
        Assert.Equal(["WebConsole starts it, not libvirt: if WebConsole does not run, it does not start.", "libvirt starts it as well, at once and out of order: its own autostart is on."],
            page.FindAll("[data-testid=autostart-note]").Select(note => note.TextContent));
        Assert.NotNull(page.Find("svg[data-icon=web]"));

        // What stands there is anybody's.
        Change(snapshot => snapshot.Set(snapshot.Machines[TestInventory.Id(1)] with { StartOrder = null, StartOrderIsWrong = true, Autostart = false, Icon = "<script>" }));
        page.WaitForAssertion(() => Assert.Contains("has an order of the start that is none", page.Find("[data-testid=autostart-note]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("svg[data-icon]"));
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

    /// <summary>The harmless button has the focus.</summary>
    [Theory]
    [InlineData("discard-save", "Discard the saved memory of web-01?", "Discard saved memory")]
    [InlineData("force-off", "Force off web-01?", "Force off machine")]
    [InlineData("inject-nmi", "Send an NMI to web-01?", "Send NMI")]
    public async Task Question_IsASentence_AndCancelHasTheKeyboard(string action, string question, string answer)
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Full, [TestInventory.Full.Machines[TestInventory.Id(1)] with
        {
            IsActive = action != "discard-save", HasManagedSave = true, State = action == "discard-save" ? MachineState.ShutOff : MachineState.Running,
        }]));
        var page = Open(Url);

        await page.ClickAsync($"[role=menu] [data-testid=action-{action}]");

        Assert.Equal(answer, page.WaitForElement("[data-testid=confirm]").TextContent);
        Assert.Equal(question, page.Find(".wc-dialog-title").TextContent);
        JSInterop.VerifyFocusAsyncInvoke().Arguments[0].ShouldBeElementReferenceTo(page.Find("[data-testid=cancel]"));
    }

    [Fact]
    public async Task Rename_StandsBelowItsReason_WhileTheMachineRuns_AndOpensItsForm()
    {
        var web = TestInventory.Full.Machines[TestInventory.Id(1)] with { Persistent = true };
        Inventory.Update(_ => TestInventory.With(TestInventory.Full, [web]));
        var page = Open(Url);
        Assert.Contains("It runs: a machine is renamed while it is off.", Menu(), StringComparison.Ordinal);

        Inventory.Update(_ => TestInventory.With(TestInventory.Full, [web with { State = MachineState.ShutOff, IsActive = false }]));
        page.WaitForAssertion(() => Assert.DoesNotContain("It runs: a machine is renamed while it is off.", Menu(), StringComparison.Ordinal));
        await page.ClickAsync("[role=menu] [data-testid=action-rename]");

        Assert.Equal("web-01", page.WaitForElement("[data-testid=field-name] input").GetAttribute("value"));

        string Menu() => page.Find("[role=menu]:has([data-testid=action-rename])").TextContent;
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
}
