using System.Diagnostics;
using System.Globalization;

namespace WebConsole.Benchmarks.Harness;

/// <summary>The resources that a process has used, from the kernel, which is exact on a busy machine too.</summary>
internal static class ProcessUse
{
    /// <summary>CPU time of all its threads.</summary>
    public static TimeSpan Cpu(int processId) => Of(processId, process => process.TotalProcessorTime);

    /// <summary>CPU time of it and of those that it started and that still run.</summary>
    public static TimeSpan CpuOfTree(int processId) => OfTree(processId, process => process.TotalProcessorTime);

    /// <summary>The part of <see cref="CpuOfTree"/> that the kernel spent for them.</summary>
    public static TimeSpan KernelCpuOfTree(int processId) => OfTree(processId, process => process.PrivilegedProcessorTime);

    /// <summary>Memory that it holds in RAM, in MB.</summary>
    public static double ResidentMegabytes(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return process.WorkingSet64 / 1e6;
    }

    /// <summary>The lab's daemon.</summary>
    public static int Libvirtd => int.Parse(File.ReadAllText("/run/libvirtd.pid"), CultureInfo.InvariantCulture);

    private static TimeSpan Of(int processId, Func<Process, TimeSpan> time)
    {
        using var process = Process.GetProcessById(processId);
        return time(process);
    }

    private static TimeSpan OfTree(int processId, Func<Process, TimeSpan> time)
    {
        var sum = Of(processId, time);
        foreach (var child in Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)))
        {
            if (Parent(child!) == processId)
                sum += OfTree(int.Parse(child!, CultureInfo.InvariantCulture), time);
        }
        return sum;
    }

    private static int? Parent(string processId)
    {
        try
        {
            // The second field is a name in parentheses, which may contain any character.
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
