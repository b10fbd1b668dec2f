namespace WebConsole.Hypervisor.HostInterfaces.NetworkManager;

/// <summary>NetworkManager is not there, or refuses a call; the message may be shown to users.</summary>
public sealed class NetworkManagerException(string message) : Exception(message)
{
    /// <summary>Whether polkit forbids it to WebConsole's user.</summary>
    public bool IsForbidden { get; init; }

    /// <summary>Whether there is no such device.</summary>
    public bool IsGone { get; init; }

    /// <summary>Whether the connection to the bus is lost: another one may do what is left to do.</summary>
    public bool IsLost { get; init; }

    /// <summary>What to do about it; also a localizer's key.</summary>
    public string Advice => IsForbidden ? "WebConsole's user may not change the network: install packaging/polkit/webconsole.rules, as docs/operations.md says."
        : IsLost ? "What was changed is undone over another connection. The log of dbus may say why it broke." : "Look at the log of NetworkManager.";
}
