namespace WebConsole.Hypervisor.Inventory;

/// <summary>Who may open a volume's file or device.</summary>
/// <param name="Mode">Octal, as <c>0600</c>.</param>
/// <param name="Owner">The number of the user who owns it.</param>
/// <param name="Group">The number of its group.</param>
/// <param name="Label">SELinux's label; <c>null</c> on hosts without SELinux.</param>
public sealed record VolumeAccess(string? Mode, int? Owner, int? Group, string? Label);
