using System.Collections.Immutable;
using Bunit;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>Definitions with secrets that libvirt does not recognise, on every page and for every role.</summary>
[Trait("Attack", "V2")]
public sealed class DefinitionSecretsTests : PageContext
{
    private const string Secret = "hush4711";

    private const string Definition = $"""
        <domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
          <name>web-01</name>
          <metadata><app:note xmlns:app='urn:app' key='{Secret}'>{Secret}</app:note></metadata>
          <os><type arch='x86_64' machine='q35'>hvm</type><kernel>/srv/vmlinuz</kernel><cmdline>key={Secret}</cmdline></os>
          <sysinfo type='smbios'><system><entry name='serial'>ds=nocloud;h={Secret}</entry></system><oemStrings><entry>{Secret}</entry></oemStrings></sysinfo>
          <sysinfo type='fwcfg'><entry name='opt/x'>{Secret}</entry></sysinfo>
          <devices>
            <disk type='network' device='disk'><source protocol='https' name='image' query='token={Secret}'><host name='images.example.org'/></source><target dev='vda' bus='virtio'/></disk>
            <graphics type='vnc' passwd='{Secret}'/>
            <future password='{Secret}'>{Secret}</future>
          </devices>
          <qemu:commandline><qemu:arg value='{Secret}'/><qemu:env name='KEY' value='{Secret}'/></qemu:commandline>
        </domain>
        """;

    public static TheoryData<string> Urls() => [.. Routing.Urls, $"/machines?q={Secret}"];

    [Theory, MemberData(nameof(Urls))]
    public void Page_BeforeAViewer_HoldsNoSecret(string url)
    {
        Inventory.Update(_ => Filled);

        var page = Open(url, Role.Viewer);

        // The links of the sorted columns repeat the query.
        Assert.DoesNotContain(Secret, page.Markup.Replace($"q={Secret}", "", StringComparison.Ordinal).Replace($"value=\"{Secret}\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=error]"));
    }

    [Fact]
    public void Filter_FindsNothingByWhatIsHidden()
    {
        Inventory.Update(_ => Filled);

        Assert.Empty(Open($"/machines?q={Secret}", Role.Viewer).FindAll("[data-testid=machine-row]"));
        Assert.NotEmpty(Open("/machines", Role.Viewer).FindAll("[data-testid=machine-row]"));
    }

    [Theory]
    [InlineData(Role.Viewer, true)]
    [InlineData(Role.Operator, false)]
    [InlineData(Role.Administrator, false)]
    public void Definition_IsMaskedForViewersAlone_AndSaysSo(Role role, bool masked)
    {
        Inventory.Update(_ => Filled);
        var page = Open($"/machines/{TestInventory.Id(1)}?tab=xml", role);

        var shown = page.Find("[data-testid=xml] code").TextContent;
        Assert.Equal(masked, shown.Contains("<cmdline>••••</cmdline>", StringComparison.Ordinal));
        Assert.Equal(masked ? 1 : 0, page.FindAll("[data-testid=masked]").Count);
        if (!masked)
            Assert.Equal(Definition, shown);
    }

    [Fact]
    public void DefinitionThatChanges_StaysMasked()
    {
        Inventory.Update(_ => Filled);
        var page = Open($"/machines/{TestInventory.Id(1)}?tab=xml", Role.Viewer);

        Change(snapshot => snapshot.Set(snapshot.Machines[TestInventory.Id(1)] with { Xml = Definition.Replace("/srv/vmlinuz", "/srv/other", StringComparison.Ordinal) }));

        page.WaitForAssertion(() => Assert.Contains("/srv/other", page.Find("[data-testid=xml] code").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, page.Markup, StringComparison.Ordinal);
    }

    private static InventorySnapshot Filled { get; } = TestInventory.Full.Set(TestInventory.Machine(1, "web-01") with { Xml = Definition }) with
    {
        Networks = TestInventory.Full.Networks.ToImmutableDictionary(pair => pair.Key, pair => pair.Value with
        {
            Xml = $"<network xmlns:d='http://libvirt.org/schemas/network/dnsmasq/1.0'><name>default</name><dns><txt name='k' value='{Secret}'/></dns><d:options><d:option value='{Secret}'/></d:options></network>",
        }),
        StoragePools = TestInventory.Full.StoragePools.ToImmutableDictionary(pair => pair.Key, pair => pair.Value with
        {
            Xml = $"<pool type='netfs' xmlns:fs='http://libvirt.org/schemas/storagepool/fs/1.0'><name>images</name><fs:mount_opts><fs:option name='password={Secret}'/></fs:mount_opts></pool>",
        }),
        Hosts = [TestInventory.Host with { Facts = TestInventory.Host.Facts! with { Capabilities = $"<capabilities><host><cpu><arch>x86_64</arch></cpu><future>{Secret}</future></host></capabilities>" } }],
    };
}
