namespace WebConsole.Hypervisor.HostCheck;

/// <summary>The kernel's controllers through which libvirt limits and measures machines.</summary>
internal static class ControlGroupsCheck
{
    private const string Root = "sys/fs/cgroup";
    private static readonly string[] Unified = ["cpu", "cpuset", "io", "memory"];
    private static readonly string[] Legacy = ["cpu", "cpuacct", "cpuset", "blkio", "memory", "devices"];

    public static HostCheckItem Run(HostCheckContext context)
    {
        var unified = context.Files.Read(Root + "/cgroup.controllers");
        var version = unified is null ? "version 1" : "version 2";
        var there = unified?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [.. context.Files.List(Root)];
        var needed = unified is null ? Legacy : Unified;
        var missing = needed.Except(there).ToList();
        if (missing.Count == 0)
            return Item(HostCheckStatus.Ok, $"Control groups {version} with {string.Join(", ", needed)}.");
        if (missing.Count == needed.Length)
        {
            return Item(HostCheckStatus.Attention, "No controllers: machines cannot be limited.") with
            {
                Advice = "In a container, start it with the host's control groups; else mount them.",
                Commands = "mount -t cgroup2 cgroup2 /sys/fs/cgroup",
            };
        }
        var item = Item(HostCheckStatus.Attention, $"Control groups {version} without {string.Join(", ", missing)}: those limits and figures are missing.");
        return missing.Contains("memory")
            ? item with { Advice = "Some kernels leave memory out unless asked, at a restart of the host.", Commands = context.Commands.KernelArgument("cgroup_enable=memory") }
            : item with { Advice = "The kernel was built without them, or what started the host keeps them; look at what it has:", Commands = "cat /proc/cgroups" };
    }

    private static HostCheckItem Item(HostCheckStatus status, string found) => new(HostCheckIds.ControlGroups, "Control groups", status, found);
}
