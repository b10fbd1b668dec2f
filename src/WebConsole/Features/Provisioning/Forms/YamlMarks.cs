using WebConsole.CloudInit.Yaml;
using WebConsole.Components.Shared.Code;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>The problems of a YAML text as marks of its editor; looked for once for each text.</summary>
internal sealed class YamlMarks(Func<string, IReadOnlyList<YamlProblem>> check)
{
    private string _text = "";
    private IReadOnlyList<CodeMark> _marks = [];

    public IReadOnlyList<CodeMark> Of(string? text)
    {
        if (_text != (text ?? ""))
            (_text, _marks) = (text ?? "", [.. check(text ?? "").Select(problem => new CodeMark(problem.Line, problem.Column, problem.Text, problem.IsWarning))]);
        return _marks;
    }
}
