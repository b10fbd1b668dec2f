using WebConsole.Hosting.Files;

namespace WebConsole.Storage.Kinds;

/// <summary>
/// The block devices on which this machine has file systems or swap, with all disks that these are made of (Linux's
/// <c>proc_pid_mountinfo(5)</c>, <c>proc_swaps(5)</c> and sysfs).
/// </summary>
internal static class DisksInUse
{
    /// <summary>The kernel's names: <c>vda1</c>, <c>vda</c>, <c>dm-0</c>. Empty where the files can't be read.</summary>
    public static IReadOnlySet<string> Read(string root = "/")
    {
        var names = new HashSet<string>();
        foreach (var line in Lines($"{root}proc/self/mountinfo"))
        {
            if (line.Split(' ') is [_, _, var device, ..] && Directory.Exists($"{root}sys/dev/block/{device}"))
                Add(RealPath.Of($"{root}sys/dev/block/{device}"), names);
        }
        foreach (var line in Lines($"{root}proc/swaps").Skip(1).Where(line => line.StartsWith("/dev/", StringComparison.Ordinal)))
            Add(RealPath.Of($"{root}sys/class/block/{Path.GetFileName(RealPath.Of(line.Split(' ', '\t')[0]))}"), names);
        return names;
    }

    // A partition lies in its disk's directory; what it is made of (RAID, LVM, encryption) is linked in "slaves".
    private static void Add(string device, HashSet<string> names)
    {
        if (!Directory.Exists(device) || !names.Add(Path.GetFileName(device)))
            return;
        if (File.Exists($"{device}/partition"))
            Add(Path.GetDirectoryName(device)!, names);
        if (Directory.Exists($"{device}/slaves"))
        {
            foreach (var below in Directory.EnumerateFileSystemEntries($"{device}/slaves"))
                Add(RealPath.Of(below), names);
        }
    }

    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
