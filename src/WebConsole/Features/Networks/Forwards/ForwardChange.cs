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
        : inventory.Host(Host)?.Facts?.IsLocal is not true ? "Only on the host that WebConsole runs on: it reaches no other host's firewall."
        : !ForwardReader.IsHere(inventory.Host(Host)) ? "Only for machines of qemu:///system: others call no hook when they start and stop." : null);

    /// <summary>Those for the next start, and those of the running machine and of the firewall: others may have taken them out of the former.</summary>
    protected IReadOnlyList<Forward> There(InventorySnapshot inventory) => inventory.Machines.GetValueOrDefault(Known.Id) is { } now
        ? [.. new[] { now.InactiveXml, now.Xml }.SelectMany(Read), .. Services.Reader.InForce(now.Id.Uuid).Select(known => known.What)] : [];

    /// <summary>Changes the definition for the next start, and that of the running machine.</summary>
    protected Task WriteAsync(OperationContext context, Action<XmlList<MachineForwardXml>> change)
    {
        var edit = DefinitionEdit.OfMachine(Known.Id, domain => change(domain.HostForwards)) with { Reach = Known.Persistent ? DefinitionReach.WherePossible : DefinitionReach.Running };
        return Services.Editor.ApplyAsync(edit, context);
    }

    /// <summary>Has the firewall changed, where it has something of the machine's or the machine runs.</summary>
    /// <returns>Why the firewall is as it was; <c>null</c> where it is not, or waits for the next start.</returns>
    protected async Task<string?> PutInForceAsync(OperationContext context)
    {
        var runs = await context.RunAsync(Known.Id, Lane, domain => domain.IsActive, Action).ConfigureAwait(false);
        // Of one that is off the hook may have left something.
        if (!runs && Services.Reader.InForce(Known.Id.Uuid).Count == 0)
            return null;
        if (Services.Reader.Places.CanApply)
            return await Services.Helper.ApplyAsync([Known.Id.Uuid], context.Cancellation).ConfigureAwait(false);
        context.Note("The machine runs, and the helper that changes the firewall meanwhile is not installed: from its next start.");
        return null;
    }

    /// <summary>Those of a port, as the API names one.</summary>
    protected static bool Is(Forward forward, OldForward asked) => forward.Protocol == (asked.Protocol ?? Forward.Protocols[0]) && forward.Address == NoneIfEmpty(asked.HostAddress) && forward.Port == asked.HostPort;

    private static IReadOnlyList<Forward> Read(string? xml) => DomainXml.TryParse(xml, out var domain) ? Forward.AllOf(domain) : [];

    protected static string? NoneIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    protected static ImmutableArray<(string Name, string Value)> Given(params (string Name, object? Value)[] parameters) =>
        [.. parameters.Where(parameter => parameter.Value is not null and not "").Select(parameter => (parameter.Name, FormattableString.Invariant($"{parameter.Value}")))];
}
