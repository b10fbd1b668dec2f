namespace WebConsole.Hypervisor.HostCheck;

/// <summary>What keeps a machine's process from the host and from other machines (sVirt).</summary>
internal static class SecurityModelCheck
{
    private const string Title = "Security model (sVirt)";

    public static HostCheckItem Run(HostCheckContext context)
    {
        if (context.Facts is not { } facts)
            return HostCheckItem.Unknown(HostCheckIds.SecurityModel, Title);
        var models = context.Capabilities?.SecurityModels.Select(model => model.Model).OfType<string>().ToList() ?? [];
        if (models.Contains("selinux"))
            return SeLinux(context);
        if (models.Contains("apparmor"))
            return Item(HostCheckStatus.Ok, "AppArmor: each machine is confined by a profile of its own.");
        if (!context.IsQemu)
            return Item(HostCheckStatus.NotApplicable, $"None named by the driver {facts.Driver}.");
        var found = models.Contains("dac")
            ? "Unix users only (dac): machines are kept from the host, but not from each other's files."
            : "None: a machine that breaks out of QEMU has all of QEMU's rights.";
        return Item(HostCheckStatus.Attention, found) with
        {
            Advice = Advice(context),
            Commands = context.Commands.Of(
                $"apt install apparmor apparmor-utils libvirt-daemon-system\naa-status\n{context.Commands.RestartLibvirt}",
                "sed -i 's/^SELINUX=.*/SELINUX=enforcing/' /etc/selinux/config\nfixfiles -F onboot"),
        };
    }

    private static HostCheckItem SeLinux(HostCheckContext context) =>
        context.IsLocal && context.Files.Read("sys/fs/selinux/enforce") == "0"
            ? Item(HostCheckStatus.Attention, "SELinux labels each machine, but it is permissive: it only writes down what it would forbid.") with
            {
                Advice = "Enforce it, now and at each start.",
                Commands = "setenforce 1\nsed -i 's/^SELINUX=.*/SELINUX=enforcing/' /etc/selinux/config",
            }
            : Item(HostCheckStatus.Ok, "SELinux: each machine has a label of its own (sVirt).");

    private static string Advice(HostCheckContext context) =>
        context.IsLocal && context.Files.Read("sys/module/apparmor/parameters/enabled") == "Y"
            ? "The kernel has AppArmor on, but libvirt does not use it: look at security_driver in /etc/libvirt/qemu.conf, install the profiles, and restart libvirt."
            : "Turn on AppArmor (Debian, Ubuntu) or SELinux (Fedora, RHEL); libvirt then uses it by itself. A kernel that has neither must be changed; SELinux also wants the host restarted.";

    private static HostCheckItem Item(HostCheckStatus status, string found) => new(HostCheckIds.SecurityModel, Title, status, found);
}
