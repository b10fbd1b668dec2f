namespace WebConsole.Hypervisor.HostCheck;

/// <summary>Writes commands for the host's family of distributions; for both where the family is not known.</summary>
internal sealed record HostCommands(bool Debian, bool Fedora)
{
    public static HostCommands For(HostFiles files)
    {
        var names = (files.Read("etc/os-release") ?? "").Split('\n')
            .Where(line => line.StartsWith("ID=", StringComparison.Ordinal) || line.StartsWith("ID_LIKE=", StringComparison.Ordinal))
            .SelectMany(line => line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim('"', '\'').Split(' '))
            .ToHashSet(StringComparer.Ordinal);
        return new HostCommands(names.Overlaps(["debian", "ubuntu"]), names.Overlaps(["fedora", "rhel", "centos"]));
    }

    public string Of(string debian, string fedora) => this switch
    {
        { Debian: true, Fedora: false } => debian,
        { Debian: false, Fedora: true } => fedora,
        _ => debian == fedora ? debian : $"# Debian, Ubuntu\n{debian}\n# Fedora, RHEL\n{fedora}",
    };

    public string Install(string debian, string fedora) => Of($"apt install {debian}", $"dnf install {fedora}");

    /// <summary>libvirt looks at the host when it starts.</summary>
    public string RestartLibvirt => Of("systemctl restart libvirtd", "systemctl restart virtqemud");

    /// <summary>Adds an argument of the kernel's, from the next start of the host on.</summary>
    public string KernelArgument(string argument) => Of(
        $"sed -i 's/^GRUB_CMDLINE_LINUX=\"/&{argument} /' /etc/default/grub\nupdate-grub",
        $"grubby --update-kernel=ALL --args=\"{argument}\"");
}
