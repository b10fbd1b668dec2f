using Libvirt.Xml;
using WebConsole.Actions;
using WebConsole.Components.Shared;
using WebConsole.Features.Machines.Parts;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines;

/// <summary>One machine, as the API shows it.</summary>
internal sealed record MachineDetails
{
    public required string Host { get; init; }
    public required Guid Uuid { get; init; }
    public required string Name { get; init; }
    public string? Title { get; init; }

    /// <summary>The description; may have several lines.</summary>
    public string? Description { get; init; }

    /// <summary>Words to group machines by.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Notes, in Markdown.</summary>
    public string? Notes { get; init; }

    /// <summary>The name of its picture, if it is one of the list.</summary>
    public string? Icon { get; init; }

    /// <summary>Whether it is protected from being deleted.</summary>
    public required bool Protected { get; init; }

    /// <summary>As in the list.</summary>
    public required string State { get; init; }

    /// <summary>Why it is in its state, as in the list.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether it is active, which a crashed machine may be.</summary>
    public required bool Active { get; init; }

    /// <summary>The disks whose errors have stopped it, with the reason <c>io-error</c>.</summary>
    public required IReadOnlyList<DiskErrorItem> DiskErrors { get; init; }

    /// <summary>Whether its host is disconnected, so that this is the last known state.</summary>
    public required bool Stale { get; init; }

    /// <summary>Whether a definition survives a stop.</summary>
    public required bool Persistent { get; init; }

    /// <summary>Whether libvirt starts it with the host.</summary>
    public required bool Autostart { get; init; }

    /// <summary>Who starts it after a boot of its host: <c>off</c>, <c>libvirt</c>, or <c>webconsole</c>, which does so in order.</summary>
    public required string AutostartBy { get; init; }

    /// <summary>Its number in that order; smaller ones start first.</summary>
    public int? AutostartOrder { get; init; }

    /// <summary>How many seconds after its start the next number begins.</summary>
    public int? AutostartDelay { get; init; }

    /// <summary>Whether the next start continues from saved memory.</summary>
    public required bool HasManagedSave { get; init; }

    public required int VirtualCpus { get; init; }

    /// <summary>Memory given to it now.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>When the running instance began, where known.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>
    /// Addresses from DHCP leases: first the newest of each card, network and family, then older leases that have not
    /// expired.
    /// </summary>
    public required IReadOnlyList<string> Addresses { get; init; }

    /// <summary>Types of its displays.</summary>
    public required IReadOnlyList<string> Graphics { get; init; }

    /// <summary>Whether one of its lines opens.</summary>
    public required bool HasTextConsole { get; init; }

    /// <summary>Its displays; <c>?tab=console&amp;display=KEY</c> shows one.</summary>
    public required IReadOnlyList<ConsoleItem> Displays { get; init; }

    /// <summary>Its serial ports and other text consoles; <c>?tab=serial&amp;line=KEY</c> shows one.</summary>
    public required IReadOnlyList<ConsoleItem> Lines { get; init; }

    /// <summary>
    /// The actions that make sense in this state and that you may run, by name; the API description has their routes.
    /// </summary>
    public required IReadOnlyList<string> Actions { get; init; }

    public static MachineDetails Of(Machine machine, OfferedActions offered)
    {
        var domain = DomainXml.TryParse(machine.Xml, out var parsed) ? parsed : null;
        return new()
        {
            Host = machine.Id.Host,
            Uuid = machine.Id.Uuid,
            Name = machine.Name,
            Title = machine.Title,
            Description = domain?.Description,
            Tags = machine.Tags,
            Notes = domain?.Notes,
            Icon = MachineIcons.Names.Contains(machine.Icon ?? "") ? machine.Icon : null,
            Protected = machine.Protected,
            State = machine.State.ToToken(),
            Reason = machine.Reason.ToToken(),
            Active = machine.IsActive,
            DiskErrors = [.. machine.DiskErrors.Select(error => new DiskErrorItem(error.Disk, error.Token))],
            Stale = machine.Stale,
            Persistent = machine.Persistent,
            Autostart = machine.Autostart,
            AutostartBy = AutostartChanges.ByWhom(machine),
            AutostartOrder = machine.StartOrder?.Number,
            AutostartDelay = machine.StartOrder?.DelaySeconds,
            HasManagedSave = machine.HasManagedSave,
            VirtualCpus = machine.VirtualCpus,
            MemoryBytes = machine.MemoryBytes,
            StartedAt = machine.StartedAt,
            Addresses = [.. machine.Addresses, .. machine.EarlierAddresses],
            Graphics = [.. machine.Displays.Select(display => display.Type)],
            HasTextConsole = machine.Lines.Any(line => line.Opens),
            Displays = [.. machine.Displays.Select(ConsoleItem.Of)],
            Lines = [.. machine.Lines.Select(ConsoleItem.Of)],
            Actions = [.. offered.Now.Select(action => action.Word)],
        };
    }
}
