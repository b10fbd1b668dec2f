using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>Which machines of a host use volumes themselves, and not only below their own images.</summary>
internal sealed class VolumeUses
{
    private readonly Dictionary<string, string> _byImage = [];
    private readonly Dictionary<(string Pool, string Name), string> _byName = [];
    private readonly HashSet<string> _kernels = [];

    private VolumeUses()
    {
    }

    public static VolumeUses Of(InventorySnapshot inventory, string host)
    {
        var uses = new VolumeUses();
        foreach (var machine in inventory.Machines.Values.Where(machine => machine.Id.Host == host))
        {
            var links = MachineLinks.Of(machine);
            foreach (var image in links.Images.Except(links.Below))
                uses._byImage.TryAdd(image, machine.Name);
            foreach (var volume in links.Volumes)
                uses._byName.TryAdd(volume, machine.Name);
            uses._kernels.UnionWith(links.Kernels);
        }
        return uses;
    }

    /// <summary>The name of a machine that uses it.</summary>
    public string? UserOf(PoolVolume volume) =>
        volume.Volume.Image is { } image && _byImage.TryGetValue(image, out var machine) ? machine : _byName.GetValueOrDefault((volume.Pool.Name, volume.Name));

    /// <summary>Whether a machine starts from it: it is only read.</summary>
    public bool IsKernel(PoolVolume volume) => volume.Volume.Image is { } image && _kernels.Contains(image);
}
