namespace WebConsole.Hypervisor.HostCheck;

/// <summary>Whether libvirt offers KVM, which sums up all other KVM checks.</summary>
internal static class KvmOfferedCheck
{
    private const string Title = "KVM, as libvirt sees it";

    public static HostCheckItem Run(HostCheckContext context)
    {
        if (context.Facts is null)
            return HostCheckItem.Unknown(HostCheckIds.KvmOffered, Title);
        if (context.Capabilities is not { } capabilities)
        {
            return new HostCheckItem(HostCheckIds.KvmOffered, Title, HostCheckStatus.Attention, "libvirt did not say what this host can do.")
            {
                Advice = "Look into libvirt's log.",
                Commands = context.Commands.Of("journalctl -u libvirtd", "journalctl -u virtqemud"),
            };
        }
        var arch = capabilities.HostArch ?? "this host's";
        return capabilities.Guests.Any(guest => guest.DomainTypes.Contains("kvm"))
            ? new HostCheckItem(HostCheckIds.KvmOffered, Title, HostCheckStatus.Ok, $"Offered: {arch} machines run on the processor itself.")
            : new HostCheckItem(HostCheckIds.KvmOffered, Title, HostCheckStatus.Failed, "Not offered: machines are emulated and run many times slower.")
            {
                Advice = "Mend what fails below, then restart libvirt, which looks for KVM when it starts. Running machines are not touched.",
                Commands = context.Commands.RestartLibvirt,
            };
    }
}
