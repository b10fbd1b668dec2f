using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Components.Shared.Tasks;

/// <summary>A guest that was asked to shut down and runs on: no event ever tells that it will not.</summary>
internal static class IgnoredShutdown
{
    /// <summary>What a guest may take before it is said that it still runs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Who has left it running for so long wants it so.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>When the guest was asked, if <paramref name="task"/> asked and the same run of the machine goes on as if it had not.</summary>
    public static DateTimeOffset? AskedAt(TaskRecord? task, Machine? machine, DateTimeOffset now) =>
        task is { Action: "shutdown", State: TaskState.Succeeded, EndedAt: { } asked } && now - asked >= Patience && now - asked < Longest
        && machine is { IsActive: true, State: MachineState.Running, Stale: false, StartedAt: { } started } && started <= asked
            ? asked
            : null;

    /// <summary>The moment as a sentence has it.</summary>
    public static string Clock(DateTimeOffset at) => at.ToLocalTime().ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
