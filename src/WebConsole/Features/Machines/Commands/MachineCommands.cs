using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Makes the command of an action: pages and the API come through here.</summary>
public static class MachineCommands
{
    /// <summary>All that <see cref="Create"/> knows.</summary>
    public static IReadOnlyList<string> Actions { get; } =
    [
        "start", "shutdown", "reboot", "reset", "force-off", "pause", "resume", "wake-up",
        "save", "discard-save", "inject-nmi", "autostart-on", "autostart-off",
    ];

    /// <summary>The command, or <c>null</c> where there is no such action.</summary>
    public static MachineCommand? Create(string action, Machine machine, HostStatus host)
    {
        var (id, name, uri) = (machine.Id, machine.Name, host.Uri);
        return action switch
        {
            "start" => new StartMachine { Machine = id, Target = name, Uri = uri, Restores = machine.HasManagedSave },
            "shutdown" => new ShutDownMachine { Machine = id, Target = name, Uri = uri },
            "reboot" => new RebootMachine { Machine = id, Target = name, Uri = uri },
            "reset" => new ResetMachine { Machine = id, Target = name, Uri = uri, Crashed = machine is { IsActive: true, State: MachineState.Crashed } },
            "force-off" => new ForceOffMachine { Machine = id, Target = name, Uri = uri },
            "pause" => new PauseMachine { Machine = id, Target = name, Uri = uri },
            "resume" => new ResumeMachine { Machine = id, Target = name, Uri = uri },
            "wake-up" => new WakeUpMachine { Machine = id, Target = name, Uri = uri },
            "save" => new SaveMachine { Machine = id, Target = name, Uri = uri },
            "discard-save" => new DiscardSavedState { Machine = id, Target = name, Uri = uri },
            "inject-nmi" => new InjectNmi { Machine = id, Target = name, Uri = uri },
            "autostart-on" or "autostart-off" => new SetAutostart { Machine = id, Target = name, Uri = uri, Enabled = action == "autostart-on" },
            _ => null,
        };
    }
}
