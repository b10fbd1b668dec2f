using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Storage.Uploads;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using WebConsole.Storage.Volumes;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>What the page of a pool offers for uploads, and to whom.</summary>
public sealed partial class PoolUploadsTests : PageContext
{
    private static readonly string Url = $"/storage/{TestInventory.HostName}/{TestInventory.PoolId:D}";

    [Theory]
    [InlineData(Role.Operator, false)]
    [InlineData(Role.Administrator, true)]
    public void Uploads_AreForAdministrators(Role role, bool offered)
    {
        Inventory.Update(_ => Filled(Volume("web-01.qcow2")));

        var page = Open(Url, role);

        Assert.Equal(offered ? 1 : 0, page.FindAll("[data-testid=upload]").Count);
        Assert.Equal(offered ? 1 : 0, page.FindAll("[data-testid=uploads]").Count);
        Assert.Empty(page.FindAll("[data-testid=upload-zone]"));
    }

    [Fact]
    public void EmptyPool_HasAPlaceForFiles()
    {
        Inventory.Update(_ => Filled());

        Assert.Contains("Drop images here", Open(Url).Find("[data-testid=upload-zone]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void VolumeOfAnUnfinishedUpload_SaysSo()
    {
        Services.GetRequiredService<UploadRegister>().Add(new PendingUpload(new UploadRecord(Guid.NewGuid(), TestInventory.HostName, TestInventory.PoolId, "half.iso", ImageFormats.Iso, 1_000, null, "somebody"), isSaved: false));
        Inventory.Update(_ => Filled(Volume("half.iso"), Volume("whole.iso")));

        Assert.Equal(["unfinished upload", "nobody"], Open(Url).FindAll("[data-testid=volume-row]").Select(row => row.Children[^2].TextContent.Trim()));
    }

    /// <summary>Its script draws the rows, so what they say must be there.</summary>
    [Fact]
    public void EachWordOfTheScript_HasAText()
    {
        Inventory.Update(_ => Filled());
        var module = JSInterop.SetupModule("/js/upload.js");
        module.SetupVoid("init", _ => true).SetVoidResult();
        Open(Url);

        var texts = Assert.IsType<Dictionary<string, string>>(module.Invocations["init"].Single().Arguments[2]);
        var script = string.Concat(Directory.GetFiles(Scripts(), "upload*.js").Select(File.ReadAllText));

        Assert.All(texts.Keys, key => Assert.Matches($@"['.]{key}\b", script));
        Assert.All(Said().Matches(script), said => Assert.Contains(said.Groups[1].Value, texts.Keys));
    }

    [Fact]
    public void PoolThatTakesNoFiles_SaysWhy()
    {
        var pools = TestInventory.Full.StoragePools.ToImmutableDictionary(pair => pair.Key, pair => pair.Value with { Xml = "<pool type='rbd'/>" });
        Inventory.Update(_ => Filled() with { StoragePools = pools });

        var page = Open(Url);

        Assert.True(page.Find("[data-testid=upload]").HasAttribute("disabled"));
        Assert.Equal("No uploads: libvirt can't write into volumes of this kind of pool.", page.Find("[data-testid=no-uploads]").TextContent);
        Assert.Empty(page.FindAll("[data-testid=uploads]"));
    }

    [GeneratedRegex(@"(?:\bsay\('|texts\.|question: ')(\w+)")]
    private static partial Regex Said();

    private static string Scripts([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "../../../wwwroot/js");

    private static StorageVolume Volume(string name) => new(name, $"/srv/images/{name}", "qcow2", 20L << 30, 0);

    private static InventorySnapshot Filled(params ImmutableArray<StorageVolume> volumes) =>
        TestInventory.Full with { Volumes = TestInventory.Full.Volumes.SetItem((TestInventory.HostName, TestInventory.PoolId), new PoolVolumes(volumes)) };
}
