using Microsoft.AspNetCore.Components;
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

    /// <summary>The entered arguments, in the form of the API.</summary>
    protected abstract TArguments Arguments { get; }

    /// <summary>Creates the operation, for <see cref="Form.Operation"/>.</summary>
    protected Operation Make() => Action.Create(Subject, Host, Arguments);

    /// <summary>The preview: a sentence and the virsh commands.</summary>
    protected FormPreview Say(string sentence) => new(sentence) { Virsh = Make().VirshLine };
}
