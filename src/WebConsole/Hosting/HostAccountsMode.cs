namespace WebConsole.Hosting;

/// <summary>Whether passwords of host accounts are asked for.</summary>
public enum HostAccountsMode
{
    /// <summary>On, except in a container, whose accounts are not the host's.</summary>
    Auto,
    On,
    Off,
}
