using Microsoft.AspNetCore.Components;
using WebConsole.Actions.Definitions;
using WebConsole.Components.Shared.Forms;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Schemas;
using WebConsole.Text;

namespace WebConsole.Components.Shared.Definitions;

/// <summary>The form of <see cref="EditDefinition"/>.</summary>
/// <typeparam name="T">The type of its objects.</typeparam>
public sealed partial class XmlEditor<T> where T : ISubject
{
    private const int MostProblems = 5;

    private string? _text;
    private string _part = "";
    private bool _againstSchema;
    private IReadOnlyList<SchemaProblem> _problems = [];
    private string _apply = "next";
    private bool _hasChosen;

    /// <summary>What of it would reach the running machine.</summary>
    private LiveForecast? _live;

    /// <summary>What is looked at before it is saved; nothing once it is edited on.</summary>
    private DefinitionPreview? _review;
    private IReadOnlyList<string> _parts = [];

    /// <summary>Whether it runs, so that a change may wait for its next start.</summary>
    [Parameter]
    public bool IsActive { get; set; }

    /// <summary>Whether it is started, and has a definition of its next start; that of a packet filter holds at once.</summary>
    [Parameter]
    public bool HasStart { get; set; } = true;

    /// <summary>The definition in force, to be read until the other is there.</summary>
    [Parameter, EditorRequired]
    public required string InForce { get; set; }

    /// <summary>The device that is shown alone at first.</summary>
    [Parameter]
    public string? Part { get; set; }

    protected override EditedDefinition Arguments => new(_text ?? "", Running is not null && _apply == "next" ? _apply : null, _againstSchema ? true : null, Definition?.Version);

    /// <summary>The machine, while it runs.</summary>
    private Machine? Running => IsActive && Subject.Id.Machine is { } id ? Inventory.Current.Machines.GetValueOrDefault(id) : null;

    protected override bool IsUntouched => Definition is { } read && _text == read.Xml;

    protected override void Fill(string xml)
    {
        _text = xml;
        _review = null;
        _parts = Subject.Id.Kind is ObjectKind.Machine ? [.. DefinitionPart.Of(xml).Select(part => part.Name)] : [];
        _part = Part is not null && _parts.Contains(Part) ? Part : "";
    }

    private void Choose(string? part) => _part = part ?? "";

    private void Look(DefinitionCheck check) => _problems = check.IsXml ? check.Problems : [];

    private void Back() => _review = null;

    /// <summary>Shows what would change, once, before it is saved.</summary>
    private async Task<bool> ReviewAsync()
    {
        if (_review is not null)
            return true;
        var edit = DefinitionEdit.OfText(Subject.Id, _text ?? "") with { Version = Definition!.Version };
        _review = await Editor.PrepareAsync(edit, CancellationToken.None).ConfigureAwait(true);
        _live = Running is { } machine && KeptDefinition.Parse(ObjectKind.Machine, machine.Xml) is { } running && KeptDefinition.Parse(ObjectKind.Machine, _review.Before) is { } stored && KeptDefinition.Parse(ObjectKind.Machine, _review.After) is { } after
            ? LiveForecast.Of(stored, after, running) : null;
        // At once, where all of it can be: people want what they see. Where some of it waits, or a device is unplugged, they decide.
        if (!_hasChosen)
            _apply = _live is { IsEmpty: false, Waiting.Count: 0 } live && !live.Unplugged.Any() ? "both" : "next";
        // The form's button has another word now.
        StateHasChanged();
        return false;
    }

    /// <summary>Theirs and mine, where both can be had; else mine, and the difference says what it takes back.</summary>
    private void ApplyAnew()
    {
        var (old, mine) = (Definition!.Xml, _text ?? "");
        TakeNow();
        _text = TextMerge.Of(old, mine, Definition!.Xml) ?? mine;
        _review = null;
    }

    private FormPreview? Say() => _review is not { } review ? null
        : new FormPreview(review.Changes.Count == 0 ? Text[_text == Definition!.Xml ? "Nothing changes." : "Nothing changes but comments and blanks."] : Text["{0} to be saved", Format.Count(review.Changes.Count, Text["change"], Text["changes"])])
        {
            Words = [.. review.Changes.Take(50).Select(Word)],
            Virsh = string.Join('\n', [Make().VirshLine, .. _apply != "next" && _live is { } live && Running is { } machine && Host is { } host ? LiveLines.Of(live, host.Uri, machine.Id, machine.Name) : []]),
        };

    private string Word(DefinitionChange change) => change.Kind switch
    {
        DefinitionChangeKind.Added => Text["{0} is added{1}", change.Path, change.New is { } value ? $": {value}" : ""],
        DefinitionChangeKind.Removed => Text["{0} is removed", change.Path],
        DefinitionChangeKind.Reordered => Text["The same in another order"],
        _ => Text["{0}: {1} → {2}", change.Path, change.Old ?? "", change.New ?? ""],
    };
}
