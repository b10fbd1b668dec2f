using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace WebConsole.Features.Provisioning.Lines;

/// <summary>virt-install's words for the parts of an option, by their paths in the definition.</summary>
internal sealed partial class VirtInstallWords
{
    private readonly FrozenSet<string> _usual;
    private readonly FrozenDictionary<string, string> _own;

    /// <param name="usual">Words that are the path with dots: <c>target.bus</c>; # is the place among several.</param>
    /// <param name="own">Paths with other words.</param>
    private VirtInstallWords(string usual, params (string Path, string Word)[] own) =>
        (_usual, _own) = (usual.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(), own.ToFrozenDictionary(word => word.Path, word => word.Word));

    public static VirtInstallWords Boot { get; } = new("firmware firmware.feature#.name firmware.feature#.enabled loader loader.readonly loader.type loader.secure nvram nvram.template kernel initrd cmdline dtb bootmenu.enable bootmenu.timeout bios.useserial bios.rebootTimeout smbios.mode init initdir inituser initgroup boot#.dev");

    public static VirtInstallWords Cpu { get; } = new("model mode match check migratable model.fallback vendor topology.sockets topology.dies topology.cores topology.threads cache.level cache.mode");

    public static VirtInstallWords Vcpus { get; } = new("", ("", "vcpus"), ("@current", "vcpu.current"), ("@cpuset", "vcpu.cpuset"), ("@placement", "vcpu.placement"));

    public static VirtInstallWords Features { get; } = new("acpi apic pae hap viridian apic.eoi pmu.state hyperv.reset.state hyperv.vapic.state hyperv.relaxed.state hyperv.spinlocks.state hyperv.spinlocks.retries hyperv.synic.state vmport.state kvm.hidden.state kvm.hint-dedicated.state kvm.poll-control.state pvspinlock.state gic.version smm.state vmcoreinfo.state ioapic.driver");

    public static VirtInstallWords Clock { get; } = new("offset timer#.name timer#.present timer#.tickpolicy timer#.track timer#.mode timer#.frequency");

    public static VirtInstallWords Suspend { get; } = new("suspend_to_mem.enabled suspend_to_disk.enabled", ("suspend-to-mem/@enabled", "suspend_to_mem.enabled"), ("suspend-to-disk/@enabled", "suspend_to_disk.enabled"));

    /// <summary>The devices for which virt-install has an option of the same name.</summary>
    public static FrozenDictionary<string, VirtInstallWords> Devices { get; } = new Dictionary<string, VirtInstallWords>
    {
        ["disk"] = new("device snapshot sgio rawio serial wwn readonly shareable transient boot.order target.bus target.dev target.removable target.rotation_rate driver.name driver.type driver.cache driver.discard driver.detect_zeroes driver.io driver.iothread driver.queues driver.error_policy source.protocol source.name source.pool source.volume source.startupPolicy source.host#.name source.host#.port source.host#.transport source.host#.socket address.type address.controller address.bus address.target address.unit",
            ("@type", "type"), ("source/@file", "path"), ("source/@dev", "path")),
        ["interface"] = new("type boot.order model.type mac.address link.state driver.name driver.queues mtu.size filterref.filter target.dev source.mode source.portgroup virtualport.type trustGuestRxFilters",
            ("source/@network", "network"), ("source/@bridge", "bridge"), ("source/@dev", "source")),
        ["controller"] = new("type model index", ("driver/@queues", "driver.queues")),
        ["input"] = new("type bus model"),
        ["serial"] = new("type target.type target.port target.model.name"),
        ["console"] = new("type target.type target.port"),
        ["channel"] = new("type target.type target.name"),
        ["graphics"] = new("type port listen keymap"),
        ["video"] = new("model.heads model.vram model.ram model.vgamem", ("model/@type", "model.type")),
        ["sound"] = new("model"),
        ["tpm"] = new("model backend.type backend.version"),
        ["rng"] = new("model backend backend.model rate.bytes rate.period"),
        ["memballoon"] = new("model autodeflate freePageReporting", ("stats/@period", "stats.period")),
        ["watchdog"] = new("model action"),
        ["panic"] = new("model"),
        ["vsock"] = new("model cid.auto cid.address"),
        ["iommu"] = new("model driver.intremap driver.caching_mode driver.eim driver.iotlb driver.aw_bits"),
    }.ToFrozenDictionary();

    /// <summary>The word for a path; null where virt-install has none.</summary>
    public string? Of(string path)
    {
        if (_own.TryGetValue(path, out var own))
            return own;
        var number = Number().Match(path) is { Success: true } found ? int.Parse(found.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) - 1 : 0;
        var plain = Number().Replace(path, "").Replace("/@", ".", StringComparison.Ordinal).Replace('/', '.').TrimStart('@');
        return _usual.Contains(plain) ? plain : _usual.FirstOrDefault(word => word.Contains('#') && word.Replace("#", "", StringComparison.Ordinal) == plain)?.Replace("#", $"{number}", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\[(\d+)\]")]
    private static partial Regex Number();
}
