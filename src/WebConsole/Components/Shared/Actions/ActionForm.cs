using Microsoft.AspNetCore.Components;
using WebConsole.Actions;
using WebConsole.Components.Shared.Forms;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Components.Shared.Actions;

/// <summary>Base of the drawer that asks people for what an action takes besides its object.</summary>
/// <typeparam name="T">What it is done to.</typeparam>
/// <typeparam name="TArguments">What it takes.</typeparam>
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

    /// <summary>What was typed, as the API would take it.</summary>
    protected abstract TArguments Arguments { get; }

    /// <summary>What is to be done, for <see cref="Form.Operation"/>.</summary>
    protected Operation Make() => Action.Create(Subject, Host, Arguments);

    /// <summary>What it would do, in a sentence and by virsh.</summary>
    protected FormPreview Say(string sentence) => new(sentence) { Virsh = Make().VirshLine };
}
