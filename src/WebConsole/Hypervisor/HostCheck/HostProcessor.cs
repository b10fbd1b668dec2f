namespace WebConsole.Hypervisor.HostCheck;

/// <summary>What <c>/proc/cpuinfo</c> says of the first processor.</summary>
/// <param name="Name">The model name, such as <c>AMD EPYC 7B13</c>; not on every architecture.</param>
/// <param name="Vendor">The maker, as <c>GenuineIntel</c>; only on x86.</param>
/// <param name="Flags">Its features; none outside x86.</param>
internal sealed record HostProcessor(string? Name, string? Vendor, IReadOnlySet<string> Flags)
{
    /// <summary>Other architectures have KVM without a flag for it.</summary>
    public bool IsX86 => Flags.Count > 0;

    public bool HasVmx => Flags.Contains("vmx");

    public bool HasSvm => Flags.Contains("svm");

    /// <summary>Whether the host is itself a virtual machine.</summary>
    public bool IsVirtual => Flags.Contains("hypervisor");

    /// <summary>The module that drives this processor's virtualisation.</summary>
    public string KvmModule => HasSvm || (!HasVmx && Vendor is "AuthenticAMD" or "HygonGenuine") ? "kvm_amd" : "kvm_intel";

    public static HostProcessor Read(HostFiles files)
    {
        var lines = (files.Read("proc/cpuinfo") ?? "").Split('\n');
        string? Value(string name) => lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)
            && line[name.Length..].TrimStart().StartsWith(':'))?.Split(':', 2)[1].Trim();
        return new HostProcessor(
            Value("model name"),
            Value("vendor_id"),
            (Value("flags") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal));
    }
}
