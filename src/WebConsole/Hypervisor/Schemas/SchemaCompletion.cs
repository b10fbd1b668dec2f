using System.Xml.Linq;
using WebConsole.Hypervisor.Schemas.RelaxNg;

namespace WebConsole.Hypervisor.Schemas;

/// <summary>
/// What a schema accepts at a place, by the elements around it and their attributes: inside of a disk of type network, other things
/// than inside of one of type file. What stands beside the place does not count, since it may not be finished.
/// </summary>
internal static class SchemaCompletion
{
    private const int MostPatterns = 200_000;
    private const int Deepest = 64;
    private const int MostAttributes = 64;

    public static IReadOnlyList<string> Of(Grammar grammar, SchemaQuestion question)
    {
        if (question.Path.Count > Deepest || question.Path.Any(step => step.Attributes.Count > MostAttributes))
            return [];
        try
        {
            return [.. Words(grammar, question).Distinct().Order(StringComparer.Ordinal)];
        }
        catch (SchemaLimitException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Words(Grammar grammar, SchemaQuestion question)
    {
        var pool = new PatternPool(MostPatterns);
        var derivative = new Derivative(pool);
        var inside = grammar.Start;
        for (var at = 0; at < question.Path.Count; at++)
        {
            var (name, attributes) = question.Path[at];
            // Of the own element, what is asked for does not count.
            var own = at == question.Path.Count - 1 && question.Wanted is SchemaWanted.Values ? question.Attribute : null;
            inside = Reachable.Elements(inside).Where(element => element.Name.Name?.LocalName == name).Select(element => element.Content).Distinct()
                .Select(content => attributes.Where(attribute => attribute.Key != own).Aggregate(content, (rest, attribute) => With(derivative, rest, attribute)))
                .Aggregate(PatternPool.NotAllowed, pool.Choice);
        }
        return question.Wanted switch
        {
            SchemaWanted.Elements => Reachable.Elements(inside).Select(element => element.Name.Name?.LocalName).OfType<string>(),
            SchemaWanted.Attributes => Reachable.Attributes(inside).Select(attribute => attribute.Name.Name?.LocalName).OfType<string>()
                .Except(question.Path.Count > 0 ? question.Path[^1].Attributes.Keys : []),
            SchemaWanted.Values => Reachable.Attributes(inside).Where(attribute => attribute.Name.Name?.LocalName == question.Attribute).SelectMany(attribute => Reachable.Texts(attribute.Value)).OfType<WordKind>().Select(word => word.Word),
            _ => Reachable.Texts(inside).OfType<WordKind>().Select(word => word.Word),
        };
    }

    /// <summary>An attribute that is refused is left out: somebody may be about to change it.</summary>
    private static Pattern With(Derivative derivative, Pattern pattern, KeyValuePair<string, string> attribute)
    {
        XName name;
        try
        {
            name = XName.Get(attribute.Key);
        }
        catch (System.Xml.XmlException)
        {
            return pattern;
        }
        var after = derivative.Attribute(pattern, name, attribute.Value);
        return after == PatternPool.NotAllowed ? pattern : after;
    }
}
