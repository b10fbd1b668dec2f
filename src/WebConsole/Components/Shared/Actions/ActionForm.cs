using Microsoft.AspNetCore.Components;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared.Forms;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Components.Shared.Actions;

/// <summary>Base of the drawer with the form for an action's arguments.</summary>
/// <typeparam name="T">The type of its objects.</typeparam>
/// <typeparam name="TArguments">The type of its arguments.</typeparam>
public abstract class ActionForm<T, TArguments> : ComponentBase
    where T : ISubject
    where TArguments : class
{
    [Parameter, EditorRequired]
    public required ObjectAction Action { get; set; }

    [Parameter, EditorRequired]
    public required T Subject { get; set; }

    [Parameter, EditorRequired]
    public HostStatus? Host { get; set; }

    [Inject]
    protected VisibleInventory Inventory { get; set; } = null!;

    /// <summary>The entered arguments, in the form of the API.</summary>
    protected abstract TArguments Arguments { get; }

    /// <summary>Creates the operation, for <see cref="Form.Operation"/>.</summary>
    protected Operation Make() => Action.Create(Subject, Host, Arguments);

    /// <summary>What the operation says of one argument, for <see cref="FormField{T}.Validate"/>: a name that is taken is said while one types.</summary>
    protected string? MistakeOf(string argument) => Make().Mistakes(Inventory.Current).GetValueOrDefault(argument) is { } texts ? string.Join(' ', texts) : null;

    /// <summary>What the operation warns of at one argument, for a field's help.</summary>
    protected string? WarningOf(string argument) => Make().Warnings(Inventory.Current).FirstOrDefault(warning => warning.Field == argument)?.Text;

    /// <summary>The preview: a sentence and the virsh commands, once there are any.</summary>
    protected FormPreview Say(string sentence) => new(sentence) { Virsh = Make().VirshLine is { Length: > 0 } line ? line : null };
}
