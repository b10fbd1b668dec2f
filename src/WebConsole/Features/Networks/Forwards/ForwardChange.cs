using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Forwards;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Networks.Forwards;

/// <summary>A change of the ports of the host that lead to a machine. They stand in the machine's metadata.</summary>
internal abstract record ForwardChange : ActionOperation
{
    public required Machine Known { get; init; }

    public required string Uri { get; init; }

    public required ForwardServices Services { get; init; }

    public sealed override ObjectId Subject => Known.Id;

    /// <summary>Ports of the host are the host's.</summary>
    public override IEnumerable<(Right Right, ObjectId On)> AlsoNeeds => [(Right.Configure, ObjectId.OfHost(Host))];

    public override string VirshLine => VirshCommand.ForMachine(Uri, "edit", Known.Id, Known.Name);

    public sealed override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory)
        ?? (!inventory.Machines.ContainsKey(Known.Id) ? $"There is no machine {Known.Name} on {Host} (any more)."
        : !ForwardReader.IsLocal(inventory, Known) ? "Only on the host that WebConsole runs on: it reaches no other host's firewall." : null);

    protected IReadOnlyList<Forward> Defined(InventorySnapshot inventory) =>
        DomainXml.TryParse(inventory.Machines.GetValueOrDefault(Known.Id) is { } now ? now.InactiveXml ?? now.Xml : null, out var domain) ? Forward.AllOf(domain) : [];

    /// <summary>Changes the definition, and has it put in force where the machine runs.</summary>
    protected async Task ChangeAsync(OperationContext context, Action<XmlList<MachineForwardXml>> change)
    {
        var edit = DefinitionEdit.OfMachine(Known.Id, domain => change(domain.HostForwards)) with { Reach = Known.Persistent ? DefinitionReach.WherePossible : DefinitionReach.Running };
        await Services.Editor.ApplyAsync(edit, context).ConfigureAwait(false);
        if (!await context.RunAsync(Known.Id, Lane, domain => domain.IsActive, Action).ConfigureAwait(false))
            return;
        if (!Services.Reader.Places.CanApply)
            context.Note("The machine runs, and the helper that changes the firewall meanwhile is not installed: from its next start.");
        else if (await Services.Helper.ApplyAsync(Known.Id.Uuid, context.Cancellation).ConfigureAwait(false) is { } error)
            throw new OperationFailedException($"It is kept, and is not in force: {error}", "Mend what it says, then restart the machine or change its forwards again.");
    }

    /// <summary>Those of a port, as the API names one.</summary>
    protected static bool Is(Forward forward, OldForward asked) => forward.Protocol == (asked.Protocol ?? Forward.Protocols[0]) && forward.Address == NoneIfEmpty(asked.HostAddress) && forward.Port == asked.HostPort;

    protected static string? NoneIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    protected static ImmutableArray<(string Name, string Value)> Given(params (string Name, object? Value)[] parameters) =>
        [.. parameters.Where(parameter => parameter.Value is not null and not "").Select(parameter => (parameter.Name, FormattableString.Invariant($"{parameter.Value}")))];
}
