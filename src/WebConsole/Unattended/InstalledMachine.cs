namespace WebConsole.Unattended;

/// <summary>What the answers of an installation need to know of the machine.</summary>
/// <param name="Disk">The disk that is installed to, as Linux names it: <c>vda</c>.</param>
/// <param name="HasUefi">Whether it starts with UEFI.</param>
/// <param name="Architecture">As libvirt names it: <c>x86_64</c>.</param>
internal sealed record InstalledMachine(string Disk, bool HasUefi, string Architecture);
