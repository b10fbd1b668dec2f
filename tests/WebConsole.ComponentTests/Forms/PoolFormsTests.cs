using System.Collections.Immutable;
using Bunit;
using Libvirt.Xml;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

/// <summary>The forms that edit and build a pool, on a pool of libvirt's test driver.</summary>
public sealed class PoolFormsTests : PageContext
{
    private const string Share = """
        <pool type='netfs'><name>images</name><uuid>00000000-0000-4000-8000-00000000bbbb</uuid>
          <source><host name='nas.example.org'/><dir path='/export'/><format type='nfs'/></source><target><path>/srv/nas</path></target></pool>
        """;

    private static readonly string Url = $"/storage/{TestInventory.HostName}/{TestInventory.PoolId:D}";

    public PoolFormsTests()
    {
        var file = Path.Combine(HostRoot, "host.xml");
        File.WriteAllText(file, $"<node>{Share}</node>");
        Services.Replace(ServiceDescriptor.Singleton(new HypervisorGateway([new ConfiguredHost(TestInventory.HostName, $"test://{file}")], TimeProvider.System)));
    }

    [Fact]
    public async Task EditedPool_HasItsPartsInTheFields_AndIsChanged()
    {
        // The test driver shows one definition of a pool that runs.
        await Services.GetRequiredService<HypervisorGateway>().RunAsync(TestInventory.HostName, Lane.Storage, connection =>
        {
            using var pool = connection.LookupStoragePool(TestInventory.PoolId);
            pool.Stop();
            return true;
        }, Xunit.TestContext.Current.CancellationToken);
        var form = OpenForm("edit", Share);
        Assert.Equal(["nas.example.org", "/export", "/srv/nas"], new[] { "sourceHost", "sourceDir", "path" }.Select(field => form.Find($"[data-testid=field-{field}] input").GetAttribute("value")));

        await form.Find("[data-testid=field-sourceHost] input").InputAsync("-x");
        await form.Find("[data-testid=field-sourceHost] input").BlurAsync(new());
        form.WaitForAssertion(() => Assert.Contains("A name or an address", form.Find("[data-testid=field-sourceHost]").TextContent, StringComparison.Ordinal));
        await form.Find("[data-testid=field-sourceHost] input").InputAsync("new.example.org");
        await form.Find("[data-testid=submit]").ClickAsync(new());

        form.WaitForAssertion(() => Assert.Empty(form.FindAll("[data-testid=dialog]")));
        var stands = StoragePoolXml.Parse((await Services.GetRequiredService<DefinitionEditor>().ReadAsync(ObjectId.Pool(TestInventory.HostName, TestInventory.PoolId), operates: true, Xunit.TestContext.Current.CancellationToken)).Xml);
        Assert.Equal(("new.example.org", "/export", "/srv/nas"), (Assert.Single(stands.SourceHosts).Name, stands.SourceDirectory, stands.TargetPath));
    }

    [Fact]
    public async Task FormattedDevice_IsTypedFirst()
    {
        var form = OpenForm("build", "<pool type='fs'><name>images</name><source><device path='/dev/sdb'/><format type='ext4'/></source><target><path>/srv/disk</path></target></pool>");
        Assert.False(form.Find("[data-testid=submit]").HasAttribute("disabled"));

        await form.Find("[data-testid=field-erase] button").ClickAsync(new());
        Assert.True(form.Find("[data-testid=submit]").HasAttribute("disabled"));
        Assert.Contains("/dev/sdb is formatted: everything on it is lost.", form.Markup, StringComparison.Ordinal);

        await form.InvokeAsync(() => form.Find("[data-testid=typed-name]").Input("/dev/sdb"));
        form.WaitForAssertion(() => Assert.False(form.Find("[data-testid=submit]").HasAttribute("disabled")));
    }

    [Fact]
    public void DirectoryThatIsMissing_CanOnlyBeMade() => Assert.Empty(OpenForm("build", "<pool type='dir'><name>images</name><target><path>/srv/images</path></target></pool>").FindAll("[data-testid=field-erase]"));

    /// <summary>Until it is started again, a pool that runs is what it was.</summary>
    [Fact]
    public void EditedPoolThatRuns_SaysWhatWaits()
    {
        Show(Share, "running", Share.Replace("/export", "/images", StringComparison.Ordinal));

        Assert.Equal("1", Open(Url).Find("[data-testid=pending-changes]").GetAttribute("data-count"));
    }

    private IRenderedComponent<MudDialogProvider> OpenForm(string action, string definition)
    {
        Show(definition, "inactive");
        var page = Open(Url, Role.Administrator);
        var dialogs = Render<MudDialogProvider>();
        _ = page.Find($"[data-testid=action-{action}]").ClickAsync(new());
        dialogs.WaitForElement("[data-testid=form]");
        return dialogs;
    }

    private void Show(string definition, string state, string? next = null) => Inventory.Update(_ => TestInventory.With(TestInventory.Empty, []) is var snapshot
        ? snapshot with { StoragePools = snapshot.StoragePools.ToImmutableDictionary(pair => pair.Key, pair => pair.Value with { State = state, Xml = definition, InactiveXml = next }) }
        : null!);
}
