using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Devices.Forms;

/// <summary>What is known of something of the host that a machine is to get.</summary>
/// <param name="Of">Its name.</param>
/// <param name="Mistake">Why it is none that a machine can get.</param>
/// <param name="WhyConflicts">Why it can't be given now.</param>
/// <param name="AsksForName">Whether its name has to be typed.</param>
/// <param name="Warnings">What is allowed, and may not be meant.</param>
public sealed record GivenAnswer(string Of, string? Mistake, string? WhyConflicts, bool AsksForName, IReadOnlyList<string> Warnings)
{
    /// <summary>Asks the operation that would give it. It reads files of the kernel, which can block their reader.</summary>
    internal static GivenAnswer For(string given, string argument, Operation operation, InventorySnapshot visible, OperationRunner runner)
    {
        if (operation.Mistakes(visible).GetValueOrDefault(argument) is { } mistakes)
            return new GivenAnswer(given, string.Join(' ', mistakes), null, false, []);
        var conflict = runner.WhyConflicts(operation);
        return new GivenAnswer(given, null, conflict, conflict is null && operation.AsksForName(visible), [.. operation.Warnings(visible).Select(warning => warning.Text)]);
    }
}
