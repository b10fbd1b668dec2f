using Libvirt.Native;

namespace Libvirt;

// How much of the host's memory a domain may use, and of which nodes of the host.
public sealed partial class Domain
{
    /// <summary>libvirt's number for no limit, in KiB.</summary>
    private const long Unlimited = 9_007_199_254_740_991;

    /// <summary>Sets how much of the host's memory it may use, the emulator included.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainSetMemoryParameters">virDomainSetMemoryParameters</see>.</summary>
    /// <param name="limits">By libvirt's names, in bytes, rounded up to KiB: <c>hard_limit</c>, <c>soft_limit</c>, <c>swap_hard_limit</c>; null is no limit.</param>
    /// <param name="impact">Where.</param>
    /// <exception cref="LibvirtException">The limits contradict each other, it uses more already, or the host has no control groups for it.</exception>
    public unsafe void SetMemoryLimits(IReadOnlyDictionary<string, long?> limits, DomainModificationImpact impact)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var native = NativeTypedParameter.Of(limits.ToDictionary(limit => limit.Key, limit => limit.Value is { } bytes ? (bytes >> 10) + ((bytes & 1023) == 0 ? 0 : 1) : Unlimited));
        NativeCheck.NotNegative(() =>
        {
            fixed (NativeTypedParameter* first = native)
                return NativeMethods.virDomainSetMemoryParameters(_handle, first, native.Length, (uint)impact);
        });
    }

    /// <summary>Takes its memory from these nodes of the host; what it has moves there.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainSetNumaParameters">virDomainSetNumaParameters</see>.</summary>
    /// <param name="nodes">Such as <c>0-3,^2</c>.</param>
    /// <param name="impact">Where.</param>
    /// <exception cref="LibvirtException">The host has none of these nodes, or the mode of the running domain does not let them change.</exception>
    public unsafe void SetNumaNodes(string nodes, DomainModificationImpact impact)
    {
        using var text = new Utf8Text(nodes);
        var native = NativeTypedParameter.Of(new Dictionary<string, long> { ["numa_nodeset"] = 0 });
        native[0].type = (int)TypedParameterType.String;
        native[0].s = text[0];
        NativeCheck.NotNegative(() =>
        {
            fixed (NativeTypedParameter* first = native)
                return NativeMethods.virDomainSetNumaParameters(_handle, first, native.Length, (uint)impact);
        });
    }
}
