namespace WebConsole.Hypervisor.HostInterfaces;

/// <summary>An address of a network interface.</summary>
/// <param name="Address">With its prefix length: <c>192.168.1.5/24</c>. Untrusted, of remote hosts.</param>
/// <param name="IsAutomatic">Whether it was given by DHCP or a router; <c>null</c> where that is not known.</param>
public sealed record InterfaceAddress(string Address, bool? IsAutomatic = null)
{
    /// <summary>Whether only this link uses it; each interface has one of itself.</summary>
    public bool IsOfLink => Address.StartsWith("fe80:", StringComparison.OrdinalIgnoreCase);
}
