using System.Globalization;

namespace WebConsole.Hypervisor.HostCheck;

/// <summary>The device <c>/dev/kvm</c>: there, and open to the user whom libvirt starts QEMU as.</summary>
internal static class KvmDeviceCheck
{
    private const UnixFileMode ForAll = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
    private const UnixFileMode ForGroup = UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    public static HostCheckItem Run(HostCheckContext context)
    {
        if (!context.Files.Exists("dev/kvm"))
            return Missing(context);
        if (context.Files.Owner("dev/kvm") is not { } owner)
            return Item(HostCheckStatus.Attention, "There, but whose it is cannot be read.");
        var accounts = new HostAccounts(context.Files);
        var mode = Convert.ToString((int)owner.Mode, 8).PadLeft(4, '0');
        var found = $"There; owner {accounts.UserName(owner.UserId)}, group {accounts.GroupName(owner.GroupId)}, mode {mode}. ";
        return QemuUser(context) is { } qemu
            ? Judge(context, owner, accounts, qemu, found)
            : JudgeByGroup(context, owner, accounts, found);
    }

    private static HostCheckItem Judge(HostCheckContext context, HostFileOwner owner, HostAccounts accounts, (uint User, uint Group) qemu, string found)
    {
        var name = accounts.UserName(qemu.User);
        return owner.LetsReadAndWrite(qemu.User, accounts.GroupsOf(qemu.User, qemu.Group))
            ? Item(HostCheckStatus.Ok, $"{found}QEMU, as {name}, may use it.")
            : Closed(context, $"{found}QEMU runs as {name}, group {accounts.GroupName(qemu.Group)}, and may not use it.", name);
    }

    // Without the model "dac", libvirt tells nobody whom it starts QEMU as.
    private static HostCheckItem JudgeByGroup(HostCheckContext context, HostFileOwner owner, HostAccounts accounts, string found)
    {
        var open = (owner.Mode & ForAll) == ForAll
            || ((owner.Mode & ForGroup) == ForGroup && accounts.GroupName(owner.GroupId) is "kvm" or "qemu" or "libvirt-qemu");
        return open
            ? Item(HostCheckStatus.Ok, found + "It is open to QEMU's group.")
            : Closed(context, found + "It is not open to QEMU's group.", context.Commands.Of("libvirt-qemu", "qemu"));
    }

    private static HostCheckItem Closed(HostCheckContext context, string found, string user) => Item(HostCheckStatus.Failed, found) with
    {
        Advice = "Give the device to the group kvm, for good by a rule of udev's, make QEMU's user a member of it, and restart libvirt.",
        Commands = "echo 'KERNEL==\"kvm\", GROUP=\"kvm\", MODE=\"0660\"' > /etc/udev/rules.d/65-kvm.rules\n"
            + $"chgrp kvm /dev/kvm && chmod 660 /dev/kvm\nusermod -aG kvm {user}\n" + context.Commands.RestartLibvirt,
    };

    private static HostCheckItem Missing(HostCheckContext context) => context.Files.Exists("sys/module/kvm")
        ? Item(HostCheckStatus.Failed, "Missing, though the kernel has KVM.") with
        {
            Advice = "With vmx or svm and their module the device comes by itself. In a container it must be passed in (--device /dev/kvm). Else make it:",
            Commands = "udevadm trigger --name-match=kvm\nmknod /dev/kvm c 10 232 && chgrp kvm /dev/kvm && chmod 660 /dev/kvm",
        }
        : Item(HostCheckStatus.Failed, "Missing, as the module kvm is.") with { Advice = "It comes with the module." };

    /// <summary>From the label <c>+64055:+64055</c> that the model <c>dac</c> gives QEMU; the numbers may be names in older versions.</summary>
    private static (uint User, uint Group)? QemuUser(HostCheckContext context)
    {
        var labels = context.Capabilities?.SecurityModels.FirstOrDefault(model => model.Model == "dac")?.BaseLabels;
        var parts = (labels?.FirstOrDefault(label => label.Type == "kvm") ?? labels?.FirstOrDefault(label => label.Type == "qemu"))
            ?.Label?.Split(':');
        return parts is [var user, var group] && Number(user) is { } userId && Number(group) is { } groupId ? (userId, groupId) : null;
    }

    private static uint? Number(string text) =>
        uint.TryParse(text.AsSpan().TrimStart('+'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static HostCheckItem Item(HostCheckStatus status, string found) => new(HostCheckIds.KvmDevice, "Device /dev/kvm", status, found);
}
