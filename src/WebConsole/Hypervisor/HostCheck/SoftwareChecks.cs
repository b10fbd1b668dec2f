namespace WebConsole.Hypervisor.HostCheck;

/// <summary>The versions of libvirt and of what it drives.</summary>
internal static class SoftwareChecks
{
    private static readonly Version OldestLibvirt = new(9, 0);

    public static HostCheckItem Libvirt(HostCheckContext context)
    {
        if (context.Facts is not { } facts)
            return Silent(context);
        var version = facts.LibvirtVersion;
        var item = new HostCheckItem(HostCheckIds.Libvirt, "libvirt", HostCheckStatus.Ok, $"Version {version}.");
        return version >= OldestLibvirt
            ? item
            : item with
            {
                Status = HostCheckStatus.Attention,
                Found = $"Version {version}, older than {OldestLibvirt}, the oldest that is supported.",
                Advice = "Some of what is shown or offered may not work. Upgrade the distribution, or libvirt from its backports.",
                Commands = context.Commands.Of("apt install --only-upgrade libvirt-daemon-system", "dnf upgrade libvirt"),
            };
    }

    public static HostCheckItem Hypervisor(HostCheckContext context)
    {
        if (context.Facts is not { } facts)
            return HostCheckItem.Unknown(HostCheckIds.Hypervisor, "QEMU");
        var title = context.IsQemu ? "QEMU" : facts.Driver;
        if (facts.HypervisorVersion is { } version)
            return new HostCheckItem(HostCheckIds.Hypervisor, title, HostCheckStatus.Ok, $"Version {version}.");
        return context.IsQemu
            ? new HostCheckItem(HostCheckIds.Hypervisor, title, HostCheckStatus.Failed, "libvirt finds no QEMU for this host's processors.")
            {
                Advice = "Install QEMU, then restart libvirt.",
                Commands = context.Commands.Install(context.Capabilities?.HostArch is "x86_64" or "i686" ? "qemu-system-x86" : "qemu-system", "qemu-kvm") + "\n" + context.Commands.RestartLibvirt,
            }
            : new HostCheckItem(HostCheckIds.Hypervisor, title, HostCheckStatus.NotApplicable, "It has no version of its own.");
    }

    private static HostCheckItem Silent(HostCheckContext context) =>
        new(HostCheckIds.Libvirt, "libvirt", HostCheckStatus.Failed, "Does not answer: it is missing, is not running, or refuses WebConsole.")
        {
            Advice = "Install it where it is missing, and start it, now and with the host. Where it runs, its log says more.",
            Commands = context.Commands.Of(
                "apt install libvirt-daemon-system qemu-system\nsystemctl enable --now libvirtd\njournalctl -u libvirtd",
                "dnf install libvirt qemu-kvm\nsystemctl enable --now virtqemud.socket\njournalctl -u virtqemud"),
        };
}
