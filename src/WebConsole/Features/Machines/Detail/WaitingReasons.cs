using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Detail;

/// <summary>Why changes of devices wait although somebody wanted them at once: the tasks that tried have it in their logs.</summary>
internal static class WaitingReasons
{
    private const int Most = 3;

    /// <param name="changes">What waits.</param>
    /// <param name="machine">Of which machine.</param>
    /// <param name="tasks">Its tasks, the newest first.</param>
    /// <returns>A line each, with libvirt's words; untrusted.</returns>
    public static IReadOnlyList<string> Of(IReadOnlyList<DefinitionChange> changes, Machine machine, IEnumerable<TaskRecord> tasks)
    {
        string[] devices = [.. changes.Select(change => KeyOf(change.Path)).OfType<string>().Distinct()];
        string[] lines = [.. tasks.Where(task => machine.StartedAt is null || task.StartedAt >= machine.StartedAt).SelectMany(task => task.Log)];
        return [.. devices.Select(device => (device, Why: lines.Select(line => WhyIn(line, device)).FirstOrDefault(why => why is not null)))
            .Where(found => found.Why is not null).Take(Most).Select(found => $"{found.device}: {found.Why}")];
    }

    /// <summary><c>devices/disk[vdb]/driver@cache</c>: <c>disk:vdb</c>.</summary>
    private static string? KeyOf(string path) =>
        path.StartsWith("devices/", StringComparison.Ordinal) && path.IndexOf('[', StringComparison.Ordinal) is > 0 and var open && path.IndexOf(']', open) is > 0 and var close
            ? $"{path["devices/".Length..open]}:{path[(open + 1)..close]}" : null;

    private static string? WhyIn(string line, string device)
    {
        var said = $" {device}{LiveEdit.WaitsFor}";
        return line.IndexOf(said, StringComparison.Ordinal) is not (>= 0 and var at) ? null
            : line.Contains("No more available PCI", StringComparison.Ordinal) ? "while it runs, the machine has no free PCI port."
            : line[(at + said.Length)..];
    }
}
