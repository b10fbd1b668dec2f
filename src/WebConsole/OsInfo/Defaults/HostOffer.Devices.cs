using System.Collections.Immutable;

namespace WebConsole.OsInfo.Defaults;

// What can be chosen by name. Of sound cards, network cards and watchdogs libvirt does not say which there are.
public sealed partial class HostOffer
{
    private static readonly ImmutableArray<string> UsualVideo = ["virtio", "vga", "qxl", "bochs", "cirrus"];

    private readonly Lazy<ImmutableArray<OfferedCpu>> _cpus = new(() => Read(capabilities));

    /// <summary>CPU models, those that the host can run first.</summary>
    public ImmutableArray<OfferedCpu> Cpus => _cpus.Value;

    public ImmutableArray<string> VideoModels => capabilities?.VideoModels is { } known ? [.. known.Where(model => model is not "none")] : UsualVideo;

    public bool HasGraphics(string type) => Has(capabilities?.GraphicsTypes, type);

    public bool HasFileSystem(string driver) => Has(capabilities?.FileSystemDrivers, driver);

    public bool HasRedirection => Has(capabilities?.RedirectionBuses, "usb");

    /// <summary>Versions of libvirt that do not say refuse it.</summary>
    public bool HasCrypto => capabilities?.CryptoModels?.Contains("virtio") is true && Has(capabilities.CryptoBackends, "builtin");

    private static ImmutableArray<OfferedCpu> Read(Libvirt.Xml.DomainCapabilitiesXml? capabilities)
    {
        var custom = capabilities?.CpuModes.FirstOrDefault(mode => mode.Name == "custom");
        var blockers = custom?.Blockers.ToLookup(blocker => blocker.Model, blocker => blocker.Features.ToImmutableArray());
        return
        [
            .. (custom?.Models ?? []).Where(model => model.Name is not null)
                .Select(model => new OfferedCpu(model.Name!, model.IsUsable is not false, model.IsDeprecated is true) { Lacks = blockers![model.Name].FirstOrDefault([]) })
                .OrderBy(cpu => (!cpu.IsUsable, cpu.IsDeprecated)).ThenBy(cpu => cpu.Name, Text.NaturalOrder.Instance),
        ];
    }
}
