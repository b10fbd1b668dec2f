using Libvirt;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Provisioning.Commands;

/// <summary>What helps where a machine is made, and a step fails. It stays once it is defined: what prevents its start can be changed.</summary>
internal static class MadeMachine
{
    /// <inheritdoc cref="PatientStart.Usual"/>
    internal static readonly TimeSpan UsualStart = PatientStart.Usual;

    public const string DefineStep = "Define the machine", StartStep = FailedStart.Step, NothingMade = "Nothing was made.";

    /// <summary>Why nothing is made on hosts of other drivers; null on those that have one.</summary>
    public static string? WhyNoneOn(HostStatus host) => host.Facts?.Driver is { } driver && driver is not "LXC" && !CreateMachine.MakesOn(host)
        ? $"{host.Name} is a host of {driver}: WebConsole makes machines of QEMU and Xen, and containers of LXC." : null;

    /// <summary>Ends the task where what is asked for has mistakes by now.</summary>
    public static void Refuse(IReadOnlyDictionary<string, string[]> mistakes)
    {
        if (mistakes.Count > 0)
            throw new OperationFailedException(string.Join(' ', mistakes.Values.SelectMany(texts => texts)), NothingMade);
    }

    public static string AdviceForStart(string name) => $"{name} was made and stays, shut off: open it, and change what prevents its start.";

    public static string AdviceForAutostart(string name) => $"{name} was made and stays: switch on its autostart by its page.";

    /// <param name="error">The error.</param>
    /// <param name="name">The machine's name.</param>
    /// <param name="afterDefinition">The advice for the step that follows the definition; null before.</param>
    public static string? AdviceFor(LibvirtException error, string name, string? afterDefinition) =>
        afterDefinition is not null && KvmTrouble.IsIn(error.Message) ? $"{name} was made and stays, shut off. {KvmTrouble.Advice}"
        : afterDefinition is not null && OperationErrors.AdviceForSystem(error.Message) is { } system ? $"{name} was made and stays, shut off. {system}"
        : afterDefinition ?? (VolumeCalls.IsNameTaken(error) ? VolumeCalls.AnotherName : null);

    /// <summary>Starts it, as a step.</summary>
    /// <param name="context">The task.</param>
    /// <param name="id">The machine.</param>
    /// <param name="lane">Where libvirt is asked.</param>
    /// <param name="start">The call.</param>
    /// <param name="step">The step's name.</param>
    /// <param name="doing">The task's action.</param>
    /// <param name="longest">How long it waits for its turn at most, and then for libvirt; <see cref="PatientStart.Longest"/> by default.</param>
    /// <exception cref="OperationFailedException">Its turn did not come.</exception>
    public static Task StartAsync(OperationContext context, MachineId id, Lane lane, Action<Domain> start, string step, string doing, TimeSpan? longest = null) =>
        context.StepAsync(step, () => PatientStart.RunAsync(context, id, lane, start, doing, longest ?? PatientStart.Longest));

    /// <summary>Defines it, as a step that is taken back where a later one fails; then the task leads to it.</summary>
    /// <param name="context">The task.</param>
    /// <param name="host">Its host.</param>
    /// <param name="id">The machine.</param>
    /// <param name="name">Its name.</param>
    /// <param name="step">The step's name.</param>
    /// <param name="write">Its definition; it may ask libvirt for what only that knows.</param>
    /// <param name="doing">The task's action.</param>
    /// <param name="validates">Whether libvirt refuses what its schema does not know.</param>
    public static async Task DefineAsync(OperationContext context, HostStatus host, MachineId id, string name, string step, Func<LibvirtConnection, string> write, string doing, bool validates = true)
    {
        var made = new Creation();
        await context.StepAsync(step, () => context.RunAsync(id, Lane.Commands, connection =>
        {
            using var signature = context.Sign(id);
            made.Make(() =>
            {
                var xml = write(connection);
                DefinitionErrors.Masked(() => connection.DefineDomain(xml, validates ? DomainDefineFlags.Validate : DomainDefineFlags.None).Dispose(), xml);
            });
            signature.Written(connection);
            return true;
        }, doing), leaves: $"the machine {name}",
            undo: () => made.UndoAsync(() => context.RunAsync(id, Lane.Commands, domain => context.Undefine(id, () => domain.Undefine(KeptForMachines.By(host.Facts?.Driver, host.Facts?.LibvirtVersion))), doing))).ConfigureAwait(false);
        context.Made(id, name);
    }
}
