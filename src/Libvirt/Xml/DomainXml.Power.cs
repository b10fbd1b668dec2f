namespace Libvirt.Xml;

public sealed partial class DomainXml
{
    /// <summary>What happens when the guest powers off: <c>destroy</c>, <c>restart</c>, <c>preserve</c>, <c>rename-restart</c>.</summary>
    public string? OnPowerOff { get => Get("on_poweroff"); set => Set("on_poweroff", value); }

    /// <summary>What happens when the guest reboots; words as for <see cref="OnPowerOff"/>.</summary>
    public string? OnReboot { get => Get("on_reboot"); set => Set("on_reboot", value); }

    /// <summary>What happens when the guest crashes; also <c>coredump-destroy</c> and <c>coredump-restart</c>.</summary>
    public string? OnCrash { get => Get("on_crash"); set => Set("on_crash", value); }

    /// <summary>What happens when a disk lease is lost: <c>poweroff</c>, <c>restart</c>, <c>pause</c>, <c>ignore</c>.</summary>
    public string? OnLockFailure { get => Get("on_lockfailure"); set => Set("on_lockfailure", value); }

    /// <summary>Whether the guest may suspend to memory.</summary>
    public bool? SuspendToMemory { get => GetYesNo("pm/suspend-to-mem@enabled"); set => SetYesNo("pm/suspend-to-mem@enabled", value); }

    /// <summary>Whether the guest may suspend to disk.</summary>
    public bool? SuspendToDisk { get => GetYesNo("pm/suspend-to-disk@enabled"); set => SetYesNo("pm/suspend-to-disk@enabled", value); }
}
