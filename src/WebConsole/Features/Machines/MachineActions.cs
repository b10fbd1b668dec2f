using System.Collections.Immutable;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;

namespace WebConsole.Features.Machines;

/// <summary>
/// What makes sense for a machine as it stands, and whom to offer it. A courtesy to the eye: rights are checked when a
/// command is run, and whether a state allows it is libvirt's word.
/// </summary>
/// <param name="Primary">What one most likely wants; the button.</param>
/// <param name="Menu">The rest, harmless ones first.</param>
public sealed record MachineActions(MachineAction? Primary, ImmutableArray<MachineAction> Menu)
{
    /// <summary>Nothing, for who may do nothing.</summary>
    public static readonly MachineActions None = new(null, []);

    private static readonly MachineAction Start = new("start", "Start", "Boots the machine.");
    private static readonly MachineAction Restore = new("start", "Start", "Lets the machine go on from its saved memory.");
    private static readonly MachineAction StartOrRestore = new("start", "Start", "Boots the machine, or lets it go on from its saved memory where it has some.");
    private static readonly MachineAction ShutDown = new("shutdown", "Shut down", "Asks the guest to shut down.");
    private static readonly MachineAction Reboot = new("reboot", "Reboot", "Asks the guest to reboot.");
    private static readonly MachineAction Pause = new("pause", "Pause", "Stops its processors; memory and devices stay as they are.");
    private static readonly MachineAction Resume = new("resume", "Resume", "Lets its processors go on.");
    private static readonly MachineAction WakeUp = new("wake-up", "Wake up", "Wakes the guest, which has suspended itself.");
    private static readonly MachineAction Save = new("save", "Save and stop", "Writes its memory to disk and stops it; the next start goes on from there.");
    private static readonly MachineAction DiscardSave = new("discard-save", "Discard saved memory", "Makes the next start boot afresh.")
    {
        Confirm = "The saved memory is thrown away, with all that was open in it. The next start boots as after a power cut.",
    };
    private static readonly MachineAction InjectNmi = new("inject-nmi", "Send NMI", "Sends a non-maskable interrupt.")
    {
        Confirm = "Most guests take a non-maskable interrupt for a hardware fault: they write a crash dump and stop.",
    };
    private static readonly MachineAction Reset = new("reset", "Reset", "Restarts it without asking the guest.")
    {
        Confirm = "The machine restarts at once, as by its reset button. What the guest has not written to its disks is lost.",
        CutsWrites = true,
    };
    private static readonly MachineAction ForceOff = new("force-off", "Force off", "Stops it without asking the guest.")
    {
        Confirm = "The machine stops at once, as if its plug were pulled. What the guest has not written to its disks is lost.",
        CutsWrites = true,
    };

    private static readonly MachineAction AutostartOn = new("autostart-on", "Start with the host", "Lets the machine start whenever its host does.");
    private static readonly MachineAction AutostartOff = new("autostart-off", "Do not start with the host", "Leaves the machine off when its host starts.");

    /// <summary>
    /// What stands as buttons: a place for each purpose, also where it makes no sense now. What a second click hits is what
    /// the first one hit, whatever became of the machine in between.
    /// </summary>
    public ImmutableArray<ActionPlace> Places => this == None ? [] : [Primary == Reset ? new(Reset, true) : Place(Start, Resume, WakeUp), Place(ShutDown), Place(Reboot), Place(Pause)];

    /// <summary>Everything offered, the primary one first.</summary>
    public IEnumerable<MachineAction> All => Primary is null ? Menu : Menu.Prepend(Primary);

    /// <summary>The switch of whether it starts with its host; only a definition that stays has it.</summary>
    public static MachineAction? Autostart(bool enabled, bool persistent, Role? role) =>
        role is Role.Administrator && persistent ? enabled ? AutostartOff : AutostartOn : null;

    /// <summary>One that exists is not started, and one that does not has nothing to stop, whatever the state is called.</summary>
    public static MachineActions For(Machine machine, Role? role)
    {
        if (role is null or < Role.Operator)
            return None;
        if (!machine.IsActive)
            return machine.HasManagedSave ? new(Restore, [DiscardSave]) : new(Start, []);
        return machine.State switch
        {
            MachineState.Running => new(ShutDown, [Reboot, Pause, Save, InjectNmi, Reset, ForceOff]),
            MachineState.Paused => new(Resume, [Save, Reset, ForceOff]),
            MachineState.Suspended => new(WakeUp, [Reset, ForceOff]),
            // Kept as it was for a look at it.
            MachineState.Crashed => new(Reset, [ForceOff]),
            _ => new(null, [ForceOff]),
        };
    }

    /// <summary>What can be done to many machines at once, whatever their states.</summary>
    public static ImmutableArray<MachineAction> ForMany(Role? role) =>
        role is null or < Role.Operator ? [] : [StartOrRestore, Resume, ShutDown, Reboot, Pause, Reset, ForceOff];

    private ActionPlace Place(params ReadOnlySpan<MachineAction> purpose)
    {
        foreach (var action in purpose)
        {
            if (All.FirstOrDefault(offered => offered.Action == action.Action) is { } offered)
                return new(offered, true);
        }
        return new(purpose[0], false);
    }
}
