namespace WebConsole.Unattended;

/// <summary>What the answers of an installation need to know of the machine.</summary>
/// <param name="Serial">The serial number of the disk that is installed to. Its name under Linux depends on which driver comes first.</param>
/// <param name="HasUefi">Whether it starts with UEFI.</param>
/// <param name="Architecture">As libvirt names it: <c>x86_64</c>.</param>
/// <param name="Disk">What Linux calls that disk where there is no other.</param>
/// <param name="Tree">The installation tree that its installer comes from; null where it comes from a medium.</param>
internal sealed record InstalledMachine(string Serial, bool HasUefi, string Architecture, string Disk = "vda", Uri? Tree = null);
