using System.Text.RegularExpressions;

namespace WebConsole.Operations;

/// <summary>A start that fails because the host has no KVM that works. A machine that is a host itself may have a /dev/kvm, and libvirt then offers it.</summary>
internal static partial class KvmTrouble
{
    /// <summary>What helps.</summary>
    public const string Advice = "It seems that KVM does not work on this host: try it emulated, which is slow, or see what the host's page says of KVM.";

    /// <summary>Whether what libvirt said of a failed start is about KVM.</summary>
    public static bool IsIn(string? said) => said is not null && Kvm().IsMatch(said);

    // Not the program: some distributions call it qemu-kvm.
    [GeneratedRegex(@"(?<!qemu-)\bkvm(_|\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Kvm();
}
