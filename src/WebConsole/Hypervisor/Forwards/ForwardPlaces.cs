namespace WebConsole.Hypervisor.Forwards;

/// <summary>Where forwards are put in force on the host that WebConsole runs on; a test has its own.</summary>
internal sealed record ForwardPlaces
{
    /// <summary>A file for each machine with forwards in force, by its UUID: what the firewall has, and what it is made of anew.</summary>
    public string Run { get; init; } = "/run/webconsole-forwards";

    /// <summary>libvirt's hook that puts them in force when a machine starts.</summary>
    public string Hook { get; init; } = "/etc/libvirt/hooks/qemu.d/webconsole-forwards";

    /// <summary>The socket of the helper that puts a change in force while the machine runs.</summary>
    public string Helper { get; init; } = "/run/webconsole-forwards.socket";

    /// <summary>Where libvirt keeps what runs: <c>qemu/NAME.xml</c> and <c>network/NAME.xml</c>. Only root can read it.</summary>
    public string Libvirt { get; init; } = "/run/libvirt";

    /// <summary>Where the programs of the firewall are, in the form of <c>PATH</c>.</summary>
    public string Programs { get; init; } = "/usr/sbin:/sbin:/usr/bin:/bin";

    /// <summary>How long one waits for another that changes the firewall: a machine that starts waits with it.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Whether WebConsole itself is root.</summary>
    public bool IsRoot { get; init; } = Environment.IsPrivilegedProcess;

    /// <summary>Whether the hook is installed: there, and executable.</summary>
    public bool HasHook => File.Exists(Hook) && (File.GetUnixFileMode(Hook) & UnixFileMode.UserExecute) != 0;

    /// <summary>Whether a change of a running machine can be put in force: by the helper, or since WebConsole is root.</summary>
    public bool CanApply => File.Exists(Helper) || (IsRoot && HasHook);

    public string FileOf(Guid machine) => Path.Combine(Run, machine.ToString("D"));
}
