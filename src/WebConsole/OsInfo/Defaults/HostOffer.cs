using System.Collections.Immutable;
using Libvirt;
using Libvirt.Xml;

namespace WebConsole.OsInfo.Defaults;

/// <summary>What a host offers for new machines. What it does not speak of may be there: libvirt refuses it if it is not.</summary>
public sealed partial class HostOffer(DomainCapabilitiesXml? capabilities)
{
    /// <summary>The machine type, without its version; <c>null</c> if it does not say.</summary>
    public string? MachineType => capabilities?.Machine is { } type ? MachineFamily.Of(type) ?? type : null;

    /// <summary>How many huge pages are free on the host; empty where it has none, or does not say.</summary>
    public ImmutableArray<FreePages> FreePages { get; init; } = [];

    public int MostCpus => capabilities?.MaxVirtualCpus ?? int.MaxValue;

    public bool HasUefi => capabilities is null || capabilities.LoaderPaths.Count > 0 || Has(capabilities.Firmwares, OsFirmware.Uefi);

    /// <summary>The path of the first firmware that has this in its file's name; null where the host does not say, or has none.</summary>
    public string? LoaderWith(string part) => capabilities?.LoaderPaths.FirstOrDefault(path => Path.GetFileName(path).Contains(part, StringComparison.OrdinalIgnoreCase));

    public bool HasSecureUefi => HasUefi && Has(capabilities?.FirmwareSecureBoot ?? capabilities?.LoaderSecure, "yes");

    public bool HasTpm => Has(capabilities?.TpmBackends, "emulator") && Has(capabilities?.TpmVersions, "2.0");

    public bool HasDiskBus(string bus) => Has(capabilities?.DiskBuses, bus);

    public bool HasVideo(string model) => Has(capabilities?.VideoModels, model);

    /// <summary>The best model of a TPM 2.0 for an architecture; <c>null</c> where the host has none.</summary>
    public string? TpmModelFor(string architecture) => !HasTpm ? null
        : architecture is "x86_64" or "i686" && HasTpmModel("tpm-crb") ? "tpm-crb"
        : HasTpmModel("tpm-tis") ? "tpm-tis"
        : null;

    public bool HasTpmModel(string model) => Has(capabilities?.TpmModels, model);

    public bool HasRng => Has(capabilities?.RngModels, "virtio") && Has(capabilities?.RngBackends, "random");

    /// <summary>Older versions of libvirt do not say; these three all of them have.</summary>
    public bool HasHyperV(string feature) => capabilities?.HyperVFeatures is { } known ? known.Contains(feature) : feature is "relaxed" or "vapic" or "spinlocks";

    public bool HasCpuMode(string name) => capabilities is not { CpuModes: { Count: > 0 } modes } || modes.Any(mode => mode.Name == name && mode.IsSupported);

    /// <summary>The first of these CPU models that works here, or any that does.</summary>
    public string? UsableCpu(params ReadOnlySpan<string> preferred)
    {
        var usable = capabilities?.CpuModes.FirstOrDefault(mode => mode.Name == "custom")?.Models.Where(model => model.IsUsable is not false).Select(model => model.Name).ToArray() ?? [];
        foreach (var name in preferred)
        {
            if (usable.Contains(name))
                return name;
        }
        return usable.FirstOrDefault();
    }

    private static bool Has(IReadOnlyList<string>? offered, string value) => offered is null || offered.Contains(value);
}
