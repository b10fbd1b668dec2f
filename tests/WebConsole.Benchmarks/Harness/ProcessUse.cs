using System.Diagnostics;
using System.Globalization;

namespace WebConsole.Benchmarks.Harness;

/// <summary>What a process has used, by the kernel's account, which is right however busy the machine is.</summary>
internal static class ProcessUse
{
    /// <summary>CPU time of all its threads.</summary>
    public static TimeSpan Cpu(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return process.TotalProcessorTime;
    }

    /// <summary>CPU time of it and of those that it started and that still run.</summary>
    public static TimeSpan CpuOfTree(int processId)
    {
        var sum = Cpu(processId);
        foreach (var child in Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)))
        {
            if (Parent(child!) == processId)
                sum += CpuOfTree(int.Parse(child!, CultureInfo.InvariantCulture));
        }
        return sum;
    }

    /// <summary>Memory that it holds in RAM, in MB.</summary>
    public static double ResidentMegabytes(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return process.WorkingSet64 / 1e6;
    }

    /// <summary>The lab's daemon.</summary>
    public static int Libvirtd => int.Parse(File.ReadAllText("/run/libvirtd.pid"), CultureInfo.InvariantCulture);

    private static int? Parent(string processId)
    {
        try
        {
            // The second field is a name in parentheses, in which anything may stand.
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
