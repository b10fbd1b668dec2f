using System.Xml;
using System.Xml.Linq;
using WebConsole.Hypervisor.Schemas.RelaxNg;

namespace WebConsole.Hypervisor.Schemas;

/// <summary>
/// Reads a document against a grammar, and goes on after what is wrong: each problem is said once, at its line, as a schema's own
/// reader can't say it of elements in any order.
/// </summary>
internal sealed class SchemaCheck
{
    /// <summary>Patterns that a check may make: a definition of a thousand devices takes some ten thousand.</summary>
    private const int MostPatterns = 1_000_000;
    private const int MostProblems = 100;

    private readonly Derivative _derivative = new(new PatternPool(MostPatterns));
    private readonly List<SchemaProblem> _problems = [];

    private SchemaCheck()
    {
    }

    /// <param name="grammar">The grammar.</param>
    /// <param name="root">The document, with its lines.</param>
    /// <exception cref="SchemaLimitException">It is too involved.</exception>
    public static IReadOnlyList<SchemaProblem> Of(Grammar grammar, XElement root)
    {
        var check = new SchemaCheck();
        check.Element(grammar.Start, root);
        return check._problems;
    }

    private Pattern Element(Pattern pattern, XElement element)
    {
        if (_problems.Count >= MostProblems)
            return pattern;
        var open = _derivative.Open(pattern, element.Name);
        if (open == PatternPool.NotAllowed)
        {
            Say(element, SchemaWords.NoElement(element, pattern));
            return pattern;
        }
        var started = Attributes(open, element);
        var said = _problems.Count;
        var inside = Children(started, element);
        var after = _derivative.End(inside);
        if (after != PatternPool.NotAllowed)
            return after;
        // Where its own text is refused, it does not lack one.
        if (element.HasElements || _problems.Count == said)
            Say(element, SchemaWords.Lacks(element, inside));
        return _derivative.End(inside, lenient: true);
    }

    private Pattern Attributes(Pattern open, XElement element)
    {
        var pattern = open;
        foreach (var attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
        {
            var after = _derivative.Attribute(pattern, attribute.Name, attribute.Value);
            if (after == PatternPool.NotAllowed)
                Say(attribute, SchemaWords.NoAttribute(attribute, open, pattern));
            else
                pattern = after;
        }
        var closed = _derivative.Close(pattern);
        if (closed != PatternPool.NotAllowed)
            return closed;
        // Of a refused attribute it is said already what is accepted.
        if (Reachable.Needed<AttributePattern>(pattern).Where(name => element.Attribute(name) is null).ToList() is { Count: > 0 } missing)
            Say(element, SchemaWords.LacksAttributes(element, missing));
        else if (element.Attributes().All(attribute => attribute.IsNamespaceDeclaration || _problems.All(problem => (problem.Line, problem.Column) != At(attribute))))
            Say(element, SchemaWords.LacksAttributes(element, []));
        return _derivative.Close(pattern, lenient: true);
    }

    private Pattern Children(Pattern pattern, XElement element)
    {
        var text = string.Concat(element.Nodes().OfType<XText>().Select(node => node.Value));
        if (!element.HasElements)
            return Text(pattern, element, text);
        foreach (var node in element.Nodes())
        {
            if (node is XText words && !string.IsNullOrWhiteSpace(words.Value))
                pattern = Text(pattern, words, words.Value);
            else if (node is XElement child)
                pattern = Element(pattern, child);
        }
        return pattern;
    }

    private Pattern Text(Pattern pattern, XObject at, string text)
    {
        var after = _derivative.Text(pattern, text);
        if (string.IsNullOrWhiteSpace(text))
            return after == PatternPool.NotAllowed || _derivative.End(pattern) != PatternPool.NotAllowed ? pattern : after;
        if (after != PatternPool.NotAllowed)
            return after;
        Say(at, SchemaWords.NoText(at as XElement ?? at.Parent!, text, pattern));
        return pattern;
    }

    private void Say(XObject at, string message)
    {
        var (line, column) = At(at);
        _problems.Add(new SchemaProblem(line, column, message));
    }

    private static (int, int) At(XObject node) => node is IXmlLineInfo info && info.HasLineInfo() ? (info.LineNumber, info.LinePosition) : (1, 1);
}
