using System.Diagnostics;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>What the kernel knows of a machine's process on this host.</summary>
internal static class QemuProcess
{
    private const string PidFiles = "/run/libvirt/qemu";

    /// <summary>
    /// When the machine's process began, which libvirt does not report. <c>null</c> where the pid file can't be read or
    /// the process is not that machine's.
    /// </summary>
    public static DateTimeOffset? StartedAt(string name, Guid uuid)
    {
        try
        {
            var pid = PidOf(name);
            using var process = Process.GetProcessById(pid);
            return IsOf(pid, uuid) ? new DateTimeOffset(process.StartTime) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException or OverflowException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether the process is stopped, or waits for a disk that does not answer: its monitor then does not answer, and
    /// libvirt waits for it without a limit.
    /// </summary>
    public static bool IsSilent(string name)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{PidOf(name)}/stat");
            // The name in brackets may hold any character; the state is the first letter after it.
            return stat[stat.LastIndexOf(')') + 2] is 'T' or 't' or 'D';
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException or OverflowException or ArgumentException or IndexOutOfRangeException)
        {
            return false;
        }
    }

    private static int PidOf(string name) =>
        int.Parse(File.ReadAllText(Path.Combine(PidFiles, name + ".pid")), System.Globalization.CultureInfo.InvariantCulture);

    // The process ID may have been reused since.
    private static bool IsOf(int pid, Guid uuid) => File.ReadAllText($"/proc/{pid}/cmdline").Contains($"{uuid:D}", StringComparison.Ordinal);
}
