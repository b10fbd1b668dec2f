using System.Collections.Immutable;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo;
using WebConsole.OsInfo.Data;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>The cloud images of the library.</summary>
public sealed class CloudImagesTests : PageContext
{
    private const string Url = "/images?tab=cloud", Debian = "debian-12-genericcloud-amd64.qcow2";

    public CloudImagesTests() => Services.Replace(ServiceDescriptor.Singleton(new OsInfoStore(new OsFiles(), Clock)));

    [Fact]
    public void CloudImages_AreListed_AndNoOtherDisks()
    {
        Show(Volume(Debian), Volume("noble-server-cloudimg-amd64.img", "raw"), Volume("netinst-cloud.iso", "iso"), Volume("nextcloud.qcow2"), Volume("web-01.qcow2"));

        var page = Open(Url);

        Assert.Equal([Debian, "noble-server-cloudimg-amd64.img"], page.FindAll("[data-testid=cloud-image-row]").Select(row => row.GetAttribute("data-key")));
        Assert.Contains("2 images", page.Find("[data-testid=cloud-image-list] .wc-card-head").TextContent, StringComparison.Ordinal);
        Assert.Equal($"/machines/new?host=local&from=image&image=images%2F{Debian}", page.Find("[data-testid=new-from-image]").GetAttribute("href"));
        Assert.Empty(page.FindAll("[data-testid=image-row]"));
        Assert.Equal(["ISO images", "Cloud images"], page.FindAll(".wc-page-fill, .wc-tab").Where(tab => tab.ClassList.Contains("wc-tab")).Select(tab => tab.TextContent));
    }

    /// <summary>A copy that a machine writes to is its disk.</summary>
    [Fact]
    public void WhoRestsOnIt_IsSaid_AndWhoWritesToIt_MakesItADisk()
    {
        Show(Volume(Debian), Volume("debian-12-generic-amd64.qcow2"), Volume("web-01.qcow2") with { BackingPath = "/srv/images/" + Debian });
        Inventory.Update(snapshot => snapshot.Set(On(1, "web-01", "web-01.qcow2")).Set(On(2, "web-02", "debian-12-generic-amd64.qcow2")));

        var page = Open(Url);

        Assert.Equal(Debian, Assert.Single(page.FindAll("[data-testid=cloud-image-row]")).GetAttribute("data-key"));
        Assert.Equal("web-01", page.Find("[data-testid=cloud-image-row] .wc-image-users").TextContent);
        Change(snapshot => snapshot.Set(On(3, "web-03", "web-01.qcow2")));
        page.WaitForAssertion(() => Assert.EndsWith("and 1 more", page.Find("[data-testid=cloud-image-row] .wc-image-users").TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Role.Viewer, 0)]
    [InlineData(Role.Administrator, 5)]
    public void Makers_OfferTheirs_ToWhoMayFetch(Role role, int offered)
    {
        Show();

        var page = Open(Url, role);

        Assert.Equal("No cloud images yet", page.Find("[data-testid=empty] h2").TextContent);
        Assert.Equal(offered, page.FindAll("[data-testid=empty] [data-testid=fetch-image]").Count);
        Assert.Equal(offered > 0 ? 1 : 0, page.FindAll("[data-testid=offered-images] a").Count);
    }

    [Theory]
    [InlineData("debian", 1)]
    [InlineData("nothing", 0)]
    public void Filter_FindsWhatIsShown(string words, int rows)
    {
        Show(Volume(Debian), Volume("noble-server-cloudimg-amd64.img", "raw"));

        Assert.Equal(rows, Open($"{Url}&q={words}").FindAll("[data-testid=cloud-image-row]").Count);
    }

    [Fact]
    [Trait("Attack", "X1")]
    public void HostileNames_AreText()
    {
        Show(Volume("<script>alert(1)</script>-cloud.qcow2"));

        Assert.Empty(Open(Url).FindAll("[data-testid=cloud-image-list] script"));
        Assert.Single(Open(Url).FindAll("[data-testid=cloud-image-row]"));
    }

    private void Show(params StorageVolume[] volumes) => Inventory.Update(_ => TestInventory.Full with
    {
        Machines = ImmutableDictionary<MachineId, Machine>.Empty,
        Volumes = TestInventory.Full.Volumes.SetItem((TestInventory.HostName, TestInventory.PoolId), new PoolVolumes([.. volumes])),
    });

    private static StorageVolume Volume(string name, string format = "qcow2") => new(name, "/srv/images/" + name, format, 2L << 30, 1L << 30);

    private static Machine On(int number, string name, string volume) => TestInventory.Machine(number, name) with
    {
        Xml = $"<domain type='kvm'><name>{name}</name><devices><disk type='file' device='disk'><source file='/srv/images/{volume}'/><target dev='vda'/></disk></devices></domain>",
    };
}
