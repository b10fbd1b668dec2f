namespace WebConsole.Features.Networks;

/// <summary>Reads libvirt's errors of networks.</summary>
internal static class NetworkAdvice
{
    /// <summary>What to do after a start that failed; <c>null</c> where libvirt's words say it.</summary>
    public static string? For(string message) =>
        message.Contains("dnsmasq", StringComparison.Ordinal) && message.Contains("failed to create listening socket", StringComparison.Ordinal) ? "Another program on the host answers on its address and port, most often another dnsmasq. Give the network another address, or stop that program."
        : message.Contains("dnsmasq", StringComparison.Ordinal) && (message.Contains("No such file", StringComparison.Ordinal) || message.Contains("Cannot find", StringComparison.OrdinalIgnoreCase)) ? "The host needs the package dnsmasq-base for networks with DHCP or DNS."
        : message.Contains("TFTP directory", StringComparison.Ordinal) ? "Make the directory on the host, such that dnsmasq can read it, or name another."
        : message.Contains("already in use by interface", StringComparison.Ordinal) ? "Give the network addresses that no other interface of the host has."
        : message.Contains("(tc ", StringComparison.Ordinal) ? "The kernel of the host lacks what rates need (sch_htb, sch_sfq). Install its modules, or leave the rates out."
        : message.Contains("File exists", StringComparison.Ordinal) ? "An interface of the host has the name of its bridge. Give it another one."
        : message.Contains("No usable Vf", StringComparison.Ordinal) || message.Contains("is not an SR-IOV Virtual Function", StringComparison.Ordinal) ? "The card has no virtual functions, or they are switched off: see how many its driver makes (sriov_numvfs), or choose another."
        : message.Contains("No such device", StringComparison.Ordinal) || message.Contains("Cannot get interface", StringComparison.Ordinal) ? "The network card of the host that it uses is gone. See which there are, and change the definition."
        : null;
}
