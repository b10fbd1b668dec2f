using System.Collections.Immutable;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

public sealed class VolumeChainTests
{
    private static readonly StoragePool Images = Pool("images"), Other = Pool("other");

    /// <summary>A file of no pool below, then the volume, then two branches over two pools, with machines at the highest image of their disk.</summary>
    [Fact]
    public void Chain_GoesDownToTheFile_AndUpOverAllBranches()
    {
        var chain = Chain(
            [Image("base", "/elsewhere/gold.qcow2"), Image("base-10", "/srv/images/base"), Image("base-9", "/srv/images/base"), Image("lonely", null)],
            [Image("top", "/srv/images/base-9", "other")],
            Machine("web-1", "/srv/other/top", "/srv/images/base-9", "/srv/images/base", "/elsewhere/gold.qcow2"), Machine("web-2", "/srv/images/base"));

        Assert.Equal(
        [
            "0 /elsewhere/gold.qcow2 - ", "1 /srv/images/base images web-2", "2 /srv/images/base-9 images ", "3 /srv/other/top other web-1", "2 /srv/images/base-10 images ",
        ], chain.Images.Select(image => $"{image.Depth} {image.Path} {image.Volume?.Pool.Name ?? "-"} {string.Join(' ', image.Machines.Select(machine => machine.Name))}"));
        Assert.Equal((1, false, false), (chain.Place, chain.IsCut, chain.IsAlone));
    }

    [Fact]
    public void VolumeWithoutOthers_IsAlone() => Assert.True(Chain([Image("base", null)], []).IsAlone);

    /// <summary>Written by hand, images can rest on one another, or on themselves.</summary>
    [Theory]
    [InlineData("/srv/images/base", new[] { "base", "b" })]
    [InlineData("/srv/images/b", new[] { "b", "base" })]
    [Trait("Attack", "D4")]
    public void ImagesInACircle_End(string below, string[] names) =>
        Assert.Equal(names, Chain([Image("base", below), Image("b", "/srv/images/base")], []).Images.Select(image => image.Volume!.Name).Distinct());

    [Fact]
    [Trait("Attack", "D4")]
    public void LongChain_IsCut()
    {
        var chain = Chain([Image("base", null), .. Enumerable.Range(0, 1_000).Select(number => Image($"i{number}", number == 0 ? "/srv/images/base" : $"/srv/images/i{number - 1}"))], []);

        Assert.Equal((200, true), (chain.Images.Length, chain.IsCut));
    }

    private static VolumeChain Chain(StorageVolume[] images, StorageVolume[] other, params Machine[] machines) => VolumeChain.Of(InventorySnapshot.Empty with
    {
        StoragePools = new[] { Images, Other }.ToImmutableDictionary(pool => (pool.Host, pool.Uuid)),
        Volumes = ImmutableDictionary<(string, Guid), PoolVolumes>.Empty.Add((Images.Host, Images.Uuid), new PoolVolumes([.. images])).Add((Other.Host, Other.Uuid), new PoolVolumes([.. other])),
        Machines = machines.ToImmutableDictionary(machine => machine.Id),
    }, new PoolVolume(Images, images[0]));

    private static StorageVolume Image(string name, string? below, string pool = "images") => new(name, $"/srv/{pool}/{name}", "qcow2", 1, 1) { BackingPath = below };

    private static Machine Machine(string name, params string[] chain) => TestMachines.Named(name) with
    {
        Xml = $"<domain><devices><disk type='file'><source file='{chain[0]}'/>{Below(chain[1..])}</disk></devices></domain>",
    };

    private static string Below(string[] chain) => chain is [var first, .. var rest] ? $"<backingStore type='file'><source file='{first}'/>{Below(rest)}</backingStore>" : "";

    private static StoragePool Pool(string name) => new("local", Guid.NewGuid(), name, "running", true, true, 1, 1, 1, $"<pool type='dir'><name>{name}</name><target><path>/srv/{name}</path></target></pool>");
}
