using Microsoft.AspNetCore.Components;
using WebConsole.Components.Shared.Actions;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Devices.Forms;

/// <summary>Base of the forms that give a machine something of the host. They ask about it once for each that is named, and beside the circuit, which would wait for the kernel.</summary>
public abstract class GivingForm : ActionForm<Machine, NewDevice>
{
    private (NewDevice Asked, GivenAnswer Answer)? _last;
    private Task? _looking;
    private string? _typed;

    [Inject]
    private OperationRunner Operations { get; set; } = null!;

    /// <summary>Whether it is something of the host, named or not yet.</summary>
    protected virtual bool IsOfHost => true;

    /// <summary>The name of what is given; <c>null</c> where nothing of the host is.</summary>
    protected abstract string? Given { get; }

    /// <summary>The argument that names it.</summary>
    protected abstract string Argument { get; }

    /// <summary>What is known of it; <c>null</c> where nothing is (yet).</summary>
    protected GivenAnswer? Answer => _last?.Answer is { } answer && answer.Of == Given ? answer : null;

    /// <summary>For <see cref="Form.WhyConflicts"/>.</summary>
    protected string? FindConflict() => IsOfHost ? Answer?.WhyConflicts : Operations.WhyConflicts(Make());

    protected bool MaySubmit => Answer is not { AsksForName: true } || _typed == Given;

    protected void TakeName(string? typed) => _typed = typed;

    /// <summary>Finds out about what is named now; whoever calls it meanwhile waits for the same.</summary>
    protected Task LookAsync() => _looking is { IsCompleted: false } ? _looking : _looking = LookUntilKnownAsync();

    /// <summary>Looks once more before it is submitted: somebody may have taken it since, and the operation's own checks then find what they need.</summary>
    protected async Task<bool> ConfirmAsync()
    {
        await LookAsync().ConfigureAwait(true);
        if (Given is { } given)
            await AskAsync(given).ConfigureAwait(true);
        return MaySubmit;
    }

    private async Task LookUntilKnownAsync()
    {
        while (Given is { } given && _last?.Asked != Arguments)
            await AskAsync(given).ConfigureAwait(true);
    }

    private async Task AskAsync(string given)
    {
        var (asked, operation, visible) = (Arguments, Make(), Inventory.Current);
        _last = (asked, await Task.Run(() => GivenAnswer.For(given, Argument, operation, visible, Operations)).ConfigureAwait(true));
    }
}
