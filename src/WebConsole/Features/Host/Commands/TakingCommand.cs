using System.Collections.Immutable;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Host.Commands;

/// <summary>A command after which whoever uses the device has it no more: refused while a machine runs with it, or the host stands on it.</summary>
public abstract record TakingCommand : HostDeviceCommand
{
    public sealed override string? WhyConflicts(InventorySnapshot inventory) => Taking.WhyNot(Users(inventory));

    public sealed override string? WhatSuffers(InventorySnapshot inventory) => Taking.WhatSuffers(Users(inventory));

    /// <summary>Programs read it in place of the confirmation.</summary>
    public sealed override ImmutableArray<FieldNote> Warnings(InventorySnapshot inventory) =>
        [.. new[] { WhatSuffers(inventory), HostDuties.CanTell(inventory.Host(Host)) ? null : Taking.NotKnown }.OfType<string>().Select(warning => new FieldNote(null, warning))];

    /// <summary>Whatever the host does by it ends, and of another host nobody knows what that is.</summary>
    public sealed override bool AsksForName(InventorySnapshot inventory) => !HostDuties.CanTell(inventory.Host(Host)) || Users(inventory).Any(use => use is { Now: true, What: not DeviceUser.Machine });

    public sealed override async Task ExecuteAsync(OperationContext context)
    {
        await LookForUsersAsync(context, files: false).ConfigureAwait(false);
        await TakeAsync(context).ConfigureAwait(false);
    }

    /// <summary>Does it, once nothing stands against it.</summary>
    protected abstract Task TakeAsync(OperationContext context);
}
