using System.Globalization;
using WebConsole.Hypervisor.HostCheck;

namespace WebConsole.Hypervisor.HostInterfaces;

/// <summary>The programs by which libvirt gives out addresses and answers for names, of the host that WebConsole runs on.</summary>
/// <param name="files">The host's files.</param>
public sealed class DhcpServers(HostFiles files)
{
    /// <summary>Whether that of a network runs; <c>null</c> where the kernel hides other users' processes. It reads files of the kernel.</summary>
    public bool? Runs(string network)
    {
        if (files.Read("proc/1/comm") is null)
            return null;
        var settings = $"/{network}.conf";
        return files.List("proc").Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)).Where(id => files.Read($"proc/{id}/comm") == "dnsmasq")
            .Any(id => (files.Read($"proc/{id}/cmdline") ?? "").Split('\0').Any(word => word.StartsWith("--conf-file=", StringComparison.Ordinal) && word.EndsWith(settings, StringComparison.Ordinal)));
    }
}
