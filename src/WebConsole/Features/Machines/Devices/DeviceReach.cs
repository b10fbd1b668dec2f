using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Devices;

/// <summary>When a change of a device takes effect: the argument <c>apply</c>.</summary>
internal static class DeviceReach
{
    public static DefinitionReach Of(string? apply, Machine machine) => apply switch
    {
        // It has no next start.
        _ when !machine.Persistent => DefinitionReach.Running,
        "next" => DefinitionReach.NextStart,
        "live" => DefinitionReach.Running,
        _ => DefinitionReach.WherePossible,
    };

    /// <param name="apply">What is asked for.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="isLive">Whether the running machine has what is changed.</param>
    public static string? Mistake(string? apply, Machine machine, bool isLive) => apply switch
    {
        not (null or "next" or "both" or "live") => "One of next, both, live.",
        "next" when !machine.Persistent => "It exists only while it runs: live.",
        "live" when machine.IsActive && !isLive => "The running machine does not have it: next.",
        _ => null,
    };

    /// <summary>Whether the running machine is changed.</summary>
    public static bool Runs(string? apply, Machine machine) => machine.IsActive && apply is not "next";
}
