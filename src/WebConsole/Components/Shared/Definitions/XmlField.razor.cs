using Microsoft.AspNetCore.Components;
using WebConsole.Components.Shared.Code;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Schemas;

namespace WebConsole.Components.Shared.Definitions;

/// <summary>The field of a definition's text.</summary>
public sealed partial class XmlField
{
    private DefinitionPart? _part;
    private string? _partName;
    private string? _checked;

    /// <summary>The text of which <see cref="_check"/> is.</summary>
    private string? _looked;
    private string _shown = "";
    private DefinitionCheck _check = new([], IsXml: true);
    private IReadOnlyList<CodeMark> _marks = [];

    /// <summary>What it is a definition of.</summary>
    [Parameter, EditorRequired]
    public ObjectKind Kind { get; set; }

    /// <summary>The device that is shown alone, as <see cref="DefinitionPart.Name"/>.</summary>
    [Parameter]
    public string? PartName { get; set; }

    /// <summary>Called with what is shown: the device, or else the whole.</summary>
    [Parameter]
    public EventCallback<string> ShownChanged { get; set; }

    /// <summary>How many lines are shown at first.</summary>
    [Parameter]
    public int Lines { get; set; } = 30;

    /// <summary>Called when it was looked at.</summary>
    [Parameter]
    public EventCallback<DefinitionCheck> Checked { get; set; }

    /// <summary>Whether it takes the focus when it is opened.</summary>
    [Parameter]
    public bool Focused { get; set; }

    public override bool IsGroup => true;

    public override string Width => "code";

    protected override string? Show(string? value) => null;

    protected override bool AreSame(string? one, string? other) => (one ?? "") == (other ?? "");

    protected override string? WrongInItself(string value) =>
        (_looked == value ? _check.IsXml ? null : _check.Problems[0] : DefinitionSchemas.Syntax(value)) is { } problem ? Words["Line {0}: {1}", LineHere(problem.Line), problem.Message].Value : null;

    protected override async Task OnParametersSetAsync()
    {
        if (_partName != PartName)
        {
            _partName = PartName;
            _part = PartName is null ? null : DefinitionPart.Of(Value ?? "").FirstOrDefault(part => part.Name == PartName);
            _checked = null;
        }
        if (_checked != Value)
            await LookAsync(Value ?? "");
    }

    private async Task EnterAsync(string text)
    {
        var whole = text;
        if (_part is not null)
            (whole, _part) = _part.Put(Value ?? "", text);
        (_shown, _checked) = (text, whole);
        // At once: Ctrl+S may come before the schema has been asked.
        await SetAsync(whole);
        await LookAsync(whole, isTyped: true);
        Leave();
    }

    private async Task LookAsync(string text, bool isTyped = false)
    {
        _checked = text;
        if (!isTyped)
        {
            if (_part is not null)
                _part = DefinitionPart.Of(text).FirstOrDefault(part => part.Name == PartName);
            _shown = _part?.In(text) ?? text;
        }
        await ShownChanged.InvokeAsync(_shown);
        var check = await Schemas.CheckAsync(Kind, text);
        // Somebody has gone on typing.
        if (_checked != text)
            return;
        (_check, _looked) = (check, text);
        _marks = [.. check.Problems.Where(IsHere).Select(problem => new CodeMark(LineHere(problem.Line), Math.Max(problem.Column - (_part?.Indent ?? 0), 1), problem.Message, IsWarning: check.IsXml))];
        await Checked.InvokeAsync(check);
    }

    private bool IsHere(SchemaProblem problem) => _part is null || !_check.IsXml || (problem.Line >= _part.FirstLine && problem.Line < _part.FirstLine + _shown.AsSpan().Count('\n') + 1);

    private int LineHere(int line) => _part is null ? line : Math.Max(line - _part.FirstLine + 1, 1);

    private IReadOnlyList<string> Complete(CodeQuestion question)
    {
        SchemaWanted? wanted = question.Kind switch
        {
            "element" => SchemaWanted.Elements,
            "attribute" => SchemaWanted.Attributes,
            "value" => SchemaWanted.Values,
            "text" => SchemaWanted.Text,
            _ => null,
        };
        var around = _part is null ? Enumerable.Empty<(string, IReadOnlyDictionary<string, string>)>() : [("domain", new Dictionary<string, string>()), ("devices", new Dictionary<string, string>())];
        return wanted is null ? [] : Schemas.Complete(Kind, new SchemaQuestion(wanted.Value, [.. around, .. question.Path.Select(step => (step.Name, step.Attributes))], question.Attribute));
    }
}
