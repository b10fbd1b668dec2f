using Libvirt;
using Microsoft.AspNetCore.Components;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared.Forms;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Components.Shared.Actions;

/// <summary>
/// Base of a drawer that edits a part of an object's definition: it reads it, and says when it is changed by others while the
/// drawer is open.
/// </summary>
/// <typeparam name="T">The type of its objects.</typeparam>
/// <typeparam name="TArguments">The type of its arguments.</typeparam>
public abstract class DefinitionForm<T, TArguments> : ActionForm<T, TArguments>, IDisposable
    where T : ISubject
    where TArguments : class, IVersioned
{
    private DefinitionText? _now;

    [Inject]
    public required AvailableActions Available { get; set; }

    [Inject]
    public required DefinitionEditor Editor { get; set; }

    /// <summary>The definition that the form changes; <c>null</c> until it has been read.</summary>
    protected DefinitionText? Definition { get; private set; }

    /// <summary>Why it can't be read.</summary>
    protected string? Error { get; private set; }

    /// <summary>For <see cref="Form.Meanwhile"/>.</summary>
    protected ChangedMeanwhile? Meanwhile { get; private set; }

    protected override async Task OnInitializedAsync()
    {
        Inventory.Changed += Look;
        Definition = await TryReadAsync().ConfigureAwait(true);
        if (Definition is null)
            return;
        Fill(Definition.Xml);
        // libvirt raises no event where virsh changes only what holds from the next start: the page around the form should not say less than it.
        _ = Inventory.AskForAsync(Subject.Id.Defined());
    }

    public void Dispose()
    {
        Inventory.Changed -= Look;
        GC.SuppressFinalize(this);
    }

    /// <summary>Whether nothing was entered yet, so that another definition can take the place of the one that was read.</summary>
    protected virtual bool IsUntouched => false;

    /// <summary>Puts the values of the definition into the fields.</summary>
    protected abstract void Fill(string xml);

    /// <summary>The preview: a sentence, the changes in words, the definition before and after, and the virsh commands.</summary>
    protected FormPreview Say(string sentence, string after) => new(sentence) { Words = ChangeInWords.Between(Definition!.Xml, after), Before = Definition.Xml, After = after, Virsh = Make().VirshLine is { Length: > 0 } line ? line : null };

    /// <summary>Changes what stands now, for <see cref="Form.Anew"/>.</summary>
    protected void TakeNow() => (Definition, _now, Meanwhile) = (_now, null, null);

    /// <summary>
    /// A field's value to send; <c>null</c> for one that the user left alone: sent again, it would take back what another user
    /// wrote there.
    /// </summary>
    protected static string? Changed(string? value, string? first) => (value ?? "") == (first ?? "") ? null : value ?? "";

    private async Task<DefinitionText?> TryReadAsync()
    {
        try
        {
            return await Editor.ReadAsync(Subject.Id.Defined(), Available.May(Right.Operate, Subject.Id), CancellationToken.None).ConfigureAwait(true);
        }
        catch (Exception error) when (error is LibvirtException or HypervisorException)
        {
            Error = error.Message;
            return null;
        }
    }

    private void Look(InventoryChange change)
    {
        if (Subject.Id.Defined().Machine is { } machine ? change.TouchesDefinitionOf(machine) : change.Touches(Subject.Id))
            _ = InvokeAsync(CompareAsync);
    }

    private async Task CompareAsync()
    {
        if (Definition is null || await TryReadAsync().ConfigureAwait(true) is not { } now || now.Version == (_now ?? Definition).Version)
            return;
        if (IsUntouched)
        {
            Definition = now;
            Fill(now.Xml);
            StateHasChanged();
            return;
        }
        _now = now;
        Meanwhile = now.Version == Definition.Version ? null : new ChangedMeanwhile("Its definition was changed meanwhile.", Definition.Xml, now.Xml);
        StateHasChanged();
    }
}
