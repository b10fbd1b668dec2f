using Libvirt;

namespace WebConsole.Hypervisor.Connections;

/// <summary>What to do about a host that does not connect, by libvirt's error code: its text is for people.</summary>
internal static class ConnectionAdvice
{
    private const int NoEntry = 2, AccessDenied = 13, Refused = 111;

    public static string For(ConfiguredHost host, Exception exception) => exception switch
    {
        LibvirtNotInstalledException => "Install libvirt: apt install libvirt-daemon-system, or dnf install libvirt",
        LibvirtException { Code: LibvirtErrorCode.SystemError, Number: NoEntry or Refused } when host.IsLocal =>
            "Start libvirt's daemon: systemctl start libvirtd, or virtqemud.socket where libvirt is split into daemons",
        LibvirtException { Code: LibvirtErrorCode.SystemError, Number: AccessDenied } or LibvirtException { Code: LibvirtErrorCode.AuthenticationFailed or LibvirtErrorCode.AuthenticationUnavailable } =>
            "The user that runs WebConsole may not open libvirt's socket: add it to the group libvirt and start WebConsole again",
        LibvirtException { Code: LibvirtErrorCode.NoConnect or LibvirtErrorCode.InvalidArgument or LibvirtErrorCode.ConfigurationUnsupported } =>
            $"No driver takes this URI: check WebConsole:Hosts:{host.Name}:Uri, and that the package of its libvirt driver is installed",
        LibvirtException { Domain: LibvirtErrorDomain.Test } or LibvirtException { Code: LibvirtErrorCode.XmlError } =>
            $"libvirt could not read the file in WebConsole:Hosts:{host.Name}:Uri: check it with virsh -c and the same URI",
        _ when host.IsLocal => "WebConsole tries again each second; the daemon's log says more: journalctl -u libvirtd",
        _ => $"WebConsole tries again; check the network, and the same URI with: virsh -c '{host.DisplayUri}' version",
    };
}
